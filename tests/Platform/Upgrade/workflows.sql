-- The database of workflows as it was while one floor stood under every program (pg_dump; keys and sessions taken out).
SET client_encoding = 'UTF8';
SET standard_conforming_strings = on;
SET check_function_bodies = false;
SET xmloption = content;
CREATE FUNCTION public.case_enters_state() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
begin
  if tg_op = 'INSERT' or new.state <> old.state then new.entered_at := new.updated_at; end if;
  return new;
end $$;
CREATE FUNCTION public.case_is_found() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
begin
  if tg_op = 'INSERT' or new.name <> old.name or new.data->'application' is distinct from old.data->'application'
    or search_month(new.updated_at) <> search_month(old.updated_at) then
    insert into case_search(case_id, kind, search, moved_at) values (new.id, new.kind, case_words(new.name, new.data), new.updated_at)
    on conflict (case_id, kind) do update set search = excluded.search, moved_at = excluded.moved_at;
  end if;
  return null;
end $$;
CREATE FUNCTION public.case_takes_step() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
begin
  if tg_op = 'INSERT' then
    insert into step_change(kind, policy_version, day, from_state, to_state, seconds)
    values (new.kind, new.policy_version, (new.updated_at at time zone 'Asia/Shanghai')::date, '', new.state, 0);
  elsif new.state <> old.state then
    insert into step_change(kind, policy_version, left_policy_version, day, from_state, to_state, seconds)
    values (new.kind, new.policy_version, old.policy_version, (new.updated_at at time zone 'Asia/Shanghai')::date, old.state, new.state,
      greatest(0, extract(epoch from new.updated_at - old.entered_at)::bigint));
  end if;
  return null;
end $$;
CREATE FUNCTION public.case_words(name text, data jsonb) RETURNS text
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    AS $$
  select typed_text(concat_ws(' ', name, data->'application'->'leadUnit'->>'name', data->'application'->>'receiptNumber',
    (select string_agg(m->>'creditCode', ' ') from jsonb_array_elements(data->'application'->'members') m)))
$$;
CREATE FUNCTION public.search_month(at timestamp with time zone) RETURNS text
    LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
    AS $$
  select (extract(year from at at time zone 'UTC') * 100 + extract(month from at at time zone 'UTC'))::int::text
$$;
CREATE FUNCTION public.search_pieces(what text, at timestamp with time zone, VARIADIC sizes integer[]) RETURNS text[]
    LANGUAGE sql IMMUTABLE STRICT COST 1000 PARALLEL SAFE
    AS $$
  select coalesce(array_agg(distinct case when size < 6 then month else quarter end || substr(what, i, size)), '{}')
  from search_month(at) month, search_quarter(at) quarter, unnest(sizes) size, generate_series(1, length(what) - size + 1) i
$$;
CREATE FUNCTION public.search_quarter(at timestamp with time zone) RETURNS text
    LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
    AS $$
  select (extract(year from at at time zone 'UTC') * 10 + extract(quarter from at at time zone 'UTC'))::int::text
$$;
CREATE FUNCTION public.typed_text(what text) RETURNS text
    LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
    AS $$
  select btrim(translate(normalize(regexp_replace(what,
    '[\u00AD\u034F\u061C\u115F\u1160\u180E\u200B-\u200F\u202A-\u202E\u2060-\u206F\u3164\uFE00-\uFE0F\uFEFF\uFFA0\U000E0100-\U000E01EF]', '', 'g'), NFKC),
    E'ABCDEFGHIJKLMNOPQRSTUVWXYZ'
      '\u2010\u2011\u2012\u2013\u2014\u2015\u2212\u2043\uFE58\uFE63\uFF0D\u2E3A\u2E3B'
      '\u00B7\u2022\u2027\u30FB\uFF65\u2219\u22C5\u3002'
      '[\u3014\u3010\u300C\u300E\u3016{'
      ']\u3015\u3011\u300D\u300F\u3017}'
      '\t\u000B\u000C\r\u0085\u1680\u2028\u2029\u00A0\u3000',
    'abcdefghijklmnopqrstuvwxyz' || repeat('-', 13) || repeat('.', 8) || repeat('(', 7) || repeat(')', 7) || repeat(' ', 10)), E' \n')
$$;
SET default_tablespace = '';
SET default_table_access_method = heap;
CREATE TABLE public.audit (
    "position" bigint NOT NULL,
    case_id uuid NOT NULL,
    at timestamp with time zone NOT NULL,
    account text NOT NULL,
    actor_name text NOT NULL,
    on_behalf_of text,
    remote_address text,
    what text NOT NULL,
    article text,
    policy_version text,
    details text,
    previous_hash bytea NOT NULL,
    hash bytea NOT NULL
);
COMMENT ON TABLE public.audit IS 'append-only';
ALTER TABLE public.audit ALTER COLUMN "position" ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.audit_position_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.calendar_notice (
    key text NOT NULL,
    version integer NOT NULL,
    document text NOT NULL,
    published_by text NOT NULL,
    published_at timestamp with time zone NOT NULL
);
COMMENT ON TABLE public.calendar_notice IS 'append-only';
CREATE TABLE public.case_search (
    case_id uuid NOT NULL,
    kind text NOT NULL,
    search text NOT NULL,
    moved_at timestamp with time zone NOT NULL
);
CREATE TABLE public.data_protection_key (
    name text NOT NULL,
    xml text NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL
);
CREATE TABLE public.deadline (
    id bigint NOT NULL,
    case_id uuid NOT NULL,
    kind text NOT NULL,
    name text NOT NULL,
    article text NOT NULL,
    nominal_due_on date NOT NULL,
    due_at timestamp with time zone,
    explanation jsonb NOT NULL,
    rule jsonb,
    set_at timestamp with time zone DEFAULT now() NOT NULL,
    fired_at timestamp with time zone,
    cancelled_at timestamp with time zone,
    lane smallint NOT NULL,
    message_id uuid NOT NULL,
    correlation_id uuid,
    destination text NOT NULL,
    mandatory boolean NOT NULL,
    content_type text NOT NULL,
    headers jsonb,
    body bytea NOT NULL,
    paused boolean DEFAULT false NOT NULL,
    CONSTRAINT deadline_check CHECK (((due_at IS NOT NULL) OR (rule IS NOT NULL)))
)
WITH (autovacuum_vacuum_scale_factor='0.005', autovacuum_vacuum_insert_scale_factor='0.005', autovacuum_analyze_scale_factor='0.005');
ALTER TABLE public.deadline ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.deadline_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.document (
    id uuid NOT NULL,
    case_id uuid NOT NULL,
    kind text NOT NULL,
    title text NOT NULL,
    file_name text NOT NULL,
    content_type text NOT NULL,
    size bigint NOT NULL,
    sha256 bytea NOT NULL,
    stored_at timestamp with time zone NOT NULL,
    stored_by text NOT NULL,
    state text DEFAULT 'Stored'::text NOT NULL,
    finding text,
    CONSTRAINT document_state_check CHECK ((state = ANY (ARRAY['Arriving'::text, 'Quarantined'::text, 'Stored'::text, 'Infected'::text])))
);
CREATE TABLE public.document_chunk (
    document_id uuid NOT NULL,
    number integer NOT NULL,
    body bytea NOT NULL
);
ALTER TABLE ONLY public.document_chunk ALTER COLUMN body SET STORAGE EXTERNAL;
CREATE TABLE public.held_message (
    id bigint NOT NULL,
    case_id uuid NOT NULL,
    kind text NOT NULL,
    queue text NOT NULL,
    message_id uuid NOT NULL,
    message_type text NOT NULL,
    lane smallint NOT NULL,
    content_type text NOT NULL,
    body bytea NOT NULL,
    held_at timestamp with time zone DEFAULT now() NOT NULL
);
ALTER TABLE public.held_message ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.held_message_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.idempotency (
    account text NOT NULL,
    key text NOT NULL,
    request text NOT NULL,
    status integer,
    content_type text,
    body bytea,
    at timestamp with time zone NOT NULL,
    headers jsonb
);
CREATE TABLE public.inbox (
    message_id uuid NOT NULL,
    consumer_id uuid NOT NULL,
    received_at timestamp with time zone DEFAULT now() NOT NULL
);
CREATE TABLE public.intervention (
    id uuid NOT NULL,
    case_id uuid NOT NULL,
    kind text NOT NULL,
    what text NOT NULL,
    change jsonb NOT NULL,
    reason text NOT NULL,
    state text NOT NULL,
    policy_version text NOT NULL,
    proposed_at timestamp with time zone NOT NULL,
    proposed_by text NOT NULL,
    proposed_by_name text NOT NULL,
    settled_at timestamp with time zone,
    settled_by text,
    settled_by_name text,
    settlement text,
    CONSTRAINT intervention_state_check CHECK ((state = ANY (ARRAY['Proposed'::text, 'CarriedOut'::text, 'Rejected'::text])))
);
COMMENT ON TABLE public.intervention IS 'never-removed';
CREATE TABLE public.journal (
    "position" bigint NOT NULL,
    case_id uuid NOT NULL,
    kind text NOT NULL,
    at timestamp with time zone NOT NULL,
    from_state text NOT NULL,
    to_state text NOT NULL,
    message text NOT NULL,
    message_id uuid,
    message_body jsonb NOT NULL,
    outputs text[] NOT NULL,
    note text,
    trace_id text,
    said jsonb
);
COMMENT ON TABLE public.journal IS 'append-only';
ALTER TABLE public.journal ALTER COLUMN "position" ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.journal_position_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.letter (
    id uuid NOT NULL,
    case_id uuid NOT NULL,
    audience text NOT NULL,
    title text NOT NULL,
    body text NOT NULL,
    arguments jsonb NOT NULL,
    link text NOT NULL,
    article text,
    sent_at timestamp with time zone NOT NULL
);
CREATE TABLE public.letter_address (
    account text NOT NULL,
    audience text[] NOT NULL,
    address text NOT NULL,
    set_at timestamp with time zone NOT NULL,
    stop_key uuid DEFAULT gen_random_uuid() NOT NULL
);
CREATE TABLE public.letter_mail (
    id uuid NOT NULL,
    letter_id uuid NOT NULL,
    account text NOT NULL,
    address text NOT NULL,
    attempts integer DEFAULT 0 NOT NULL,
    next_at timestamp with time zone,
    sent_at timestamp with time zone,
    failure text
);
CREATE TABLE public.letter_read (
    letter_id uuid NOT NULL,
    account text NOT NULL,
    read_at timestamp with time zone NOT NULL
);
CREATE TABLE public.outbox (
    "position" bigint NOT NULL,
    lane smallint NOT NULL,
    message_id uuid NOT NULL,
    correlation_id uuid,
    destination text NOT NULL,
    mandatory boolean NOT NULL,
    content_type text NOT NULL,
    headers jsonb,
    body bytea NOT NULL,
    enqueued_at timestamp with time zone DEFAULT clock_timestamp() NOT NULL,
    waits_for text
);
CREATE TABLE public.outbox_lane (
    lane smallint NOT NULL
);
ALTER TABLE public.outbox ALTER COLUMN "position" ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.outbox_position_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.parked_message (
    id uuid NOT NULL,
    queue text NOT NULL,
    message_id uuid NOT NULL,
    awaits_kind text DEFAULT ''::text NOT NULL,
    message_type text NOT NULL,
    case_id uuid,
    exception_type text NOT NULL,
    exception text NOT NULL,
    lane smallint NOT NULL,
    content_type text NOT NULL,
    body bytea NOT NULL,
    failed_at timestamp with time zone NOT NULL,
    parked_at timestamp with time zone DEFAULT now() NOT NULL,
    times integer DEFAULT 1 NOT NULL,
    settled_at timestamp with time zone,
    settled_by text,
    settlement text,
    reason text,
    CONSTRAINT parked_message_settlement_check CHECK ((settlement = ANY (ARRAY['returned'::text, 'discarded'::text])))
);
CREATE TABLE public.process_case (
    id uuid NOT NULL,
    kind text NOT NULL,
    state text NOT NULL,
    name text NOT NULL,
    policy_version text NOT NULL,
    opened_at timestamp with time zone NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    data jsonb NOT NULL,
    entered_at timestamp with time zone NOT NULL
)
WITH (autovacuum_vacuum_scale_factor='0.005', autovacuum_vacuum_insert_scale_factor='0.005', autovacuum_analyze_scale_factor='0.005');
CREATE TABLE public.saved_view (
    id uuid NOT NULL,
    account text NOT NULL,
    owner_name text NOT NULL,
    name text NOT NULL,
    query text NOT NULL,
    saved_at timestamp with time zone NOT NULL
);
CREATE TABLE public.schemaversions (
    schemaversionsid integer NOT NULL,
    scriptname character varying(255) NOT NULL,
    applied timestamp without time zone NOT NULL
);
CREATE SEQUENCE public.schemaversions_schemaversionsid_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
ALTER SEQUENCE public.schemaversions_schemaversionsid_seq OWNED BY public.schemaversions.schemaversionsid;
CREATE TABLE public.sent_form (
    key text NOT NULL,
    location text,
    at timestamp with time zone NOT NULL
);
CREATE TABLE public.state_tally (
    kind text NOT NULL,
    policy_version text NOT NULL,
    state text NOT NULL,
    cases bigint NOT NULL
);
CREATE TABLE public.step_change (
    id bigint NOT NULL,
    kind text NOT NULL,
    policy_version text NOT NULL,
    day date NOT NULL,
    from_state text NOT NULL,
    to_state text NOT NULL,
    seconds bigint NOT NULL,
    left_policy_version text
);
CREATE VIEW public.state_count AS
 SELECT c.kind,
    c.policy_version,
    c.state,
    (sum(c.cases))::bigint AS cases
   FROM ( SELECT state_tally.kind,
            state_tally.policy_version,
            state_tally.state,
            state_tally.cases
           FROM public.state_tally
        UNION ALL
         SELECT step_change.kind,
            step_change.policy_version,
            step_change.to_state,
            1
           FROM public.step_change
        UNION ALL
         SELECT step_change.kind,
            COALESCE(step_change.left_policy_version, step_change.policy_version) AS "coalesce",
            step_change.from_state,
            '-1'::integer
           FROM public.step_change
          WHERE (step_change.from_state <> ''::text)) c
  GROUP BY c.kind, c.policy_version, c.state;
CREATE TABLE public.state_median (
    kind text NOT NULL,
    state text NOT NULL,
    since timestamp with time zone,
    reckoned_at timestamp with time zone NOT NULL
);
ALTER TABLE public.step_change ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.step_change_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.step_tally (
    kind text NOT NULL,
    day date NOT NULL,
    from_state text NOT NULL,
    to_state text NOT NULL,
    policy_version text NOT NULL,
    days integer NOT NULL,
    steps bigint NOT NULL,
    seconds bigint NOT NULL
);
CREATE VIEW public.step_count AS
 SELECT step_tally.kind,
    step_tally.day,
    step_tally.from_state,
    step_tally.to_state,
    step_tally.policy_version,
    step_tally.days,
    step_tally.steps,
    step_tally.seconds
   FROM public.step_tally
UNION ALL
 SELECT step_change.kind,
    step_change.day,
    step_change.from_state,
    step_change.to_state,
    step_change.policy_version,
    ((step_change.seconds / 86400))::integer AS days,
    1 AS steps,
    step_change.seconds
   FROM public.step_change;
CREATE TABLE public.upload (
    document_id uuid NOT NULL,
    received bigint DEFAULT 0 NOT NULL,
    fingerprint text NOT NULL,
    touched_at timestamp with time zone NOT NULL
);
ALTER TABLE ONLY public.schemaversions ALTER COLUMN schemaversionsid SET DEFAULT nextval('public.schemaversions_schemaversionsid_seq'::regclass);
INSERT INTO public.case_search VALUES
	('01a22085-2625-70f6-86ba-531e86ea294e', 'Recognition', '昆明钛材料产业技术创新战略联盟 昆明滇钛新材料股份有限公司 sl2016-0001 91530181108805927h 915301287372142730 91530112184706832u 125301147757021472 12530103108201189a', '2016-10-08 16:00:00.026665+00'),
	('01a22085-4dcd-7955-a903-f6543e771ae0', 'Operation', '昆明钛材料产业技术创新战略联盟 昆明滇钛新材料股份有限公司 sl2016-0001 91530181108805927h 915301287372142730 91530112184706832u 125301147757021472 12530103108201189a', '2016-10-08 16:00:01.306124+00');
INSERT INTO public.deadline OVERRIDING SYSTEM VALUE VALUES
	(1, '01a22085-2625-70f6-86ba-531e86ea294e', 'Recognition', 'NoticePeriodEnds', 'Art. 11', '2016-10-04', '2016-10-08 16:00:00+00', '["起始日 2016-09-27 不计入，自次日 2016-09-28 起算（民法典第201条）", "按日连续计算 7 日，至 2016-10-04 届满（民法典第201条）", "2016-10-04 至 2016-10-07 是国庆节假期（全国年节及纪念日放假办法）", "最后一日为休息日或法定节假日的，顺延至节假日结束的次日 2016-10-08（民法典第203条）", "截止时间为 2016-10-08 二十四时（北京时间）（民法典第203条）"]', '{"kind": "notice", "article": "Art. 11", "publishedOn": "2016-09-27", "policyVersion": "kunming-2016.1", "ofCancellation": false}', '2026-11-28 04:58:55.842695+00', '2016-10-08 16:00:00.000011+00', NULL, 0, 'ed040000-3de6-f79c-8a27-08df4d0c4e87', '01a22085-2625-70f6-86ba-531e86ea294e', 'workflows', true, 'application/vnd.masstransit+json', '{"MT-Activity-Id": "00-3a4cf27595256a9520702f91b20d8424-14d5d9134933b7f7-01"}', '\x7b0a2020226d6573736167654964223a202265643034303030302d336465362d663739632d386132372d303864663464306334653837222c0a202022726571756573744964223a206e756c6c2c0a202022636f7272656c6174696f6e4964223a202230316132323038352d323632352d373066362d383662612d353331653836656132393465222c0a202022636f6e766572736174696f6e4964223a202265633034303030302d336465362d663739632d386532372d303864663464306334646539222c0a202022696e69746961746f724964223a202230316132323038352d323632352d373066362d383662612d353331653836656132393465222c0a202022736f7572636541646472657373223a20227261626269746d713a2f2f3132372e302e302e313a33303237352f776f726b666c6f7773222c0a20202264657374696e6174696f6e41646472657373223a20227261626269746d713a2f2f3132372e302e302e313a33303237352f776f726b666c6f77733f62696e643d74727565222c0a202022726573706f6e736541646472657373223a206e756c6c2c0a2020226661756c7441646472657373223a206e756c6c2c0a2020226d65737361676554797065223a205b0a202020202275726e3a6d6573736167653a416c6c69616e63652e436f6e7472616374733a4e6f74696365506572696f64456e6473220a20205d2c0a2020226d657373616765223a207b0a20202020226170706c69636174696f6e4964223a202230316132323038352d323632352d373066362d383662612d353331653836656132393465222c0a20202020226e6f746963654964223a202230316132323038352d343937382d373432642d393062342d613664333232376530616637220a20207d2c0a20202265787069726174696f6e54696d65223a206e756c6c2c0a20202273656e7454696d65223a2022323032362d31312d32385430343a35383a35362e323335313635355a222c0a20202268656164657273223a207b0a20202020224d542d41637469766974792d4964223a202230302d33613463663237353935323536613935323037303266393162323064383432342d313464356439313334393333623766372d3031220a20207d2c0a202022686f7374223a207b0a20202020226d616368696e654e616d65223a2022766d222c0a202020202270726f636573734e616d65223a2022416c6c69616e63652e576f726b666c6f7773222c0a202020202270726f636573734964223a20313236312c0a2020202022617373656d626c79223a2022416c6c69616e63652e576f726b666c6f7773222c0a2020202022617373656d626c7956657273696f6e223a2022312e302e302e30222c0a20202020226672616d65776f726b56657273696f6e223a202231302e302e3132222c0a20202020226d6173735472616e73697456657273696f6e223a2022382e352e31322e30222c0a20202020226f7065726174696e6753797374656d56657273696f6e223a2022556e697820362e31382e34342e363537220a20207d0a7d', false),
	(2, '01a22085-4dcd-7955-a903-f6543e771ae0', 'Operation', 'CycleEnds', 'Art. 14', '2018-10-09', '2018-10-09 16:00:00+00', '["运行周期自认定文件日期 2016-10-09 起算，每个周期 24 个月，各周期均以该日期为准计算（Art. 14）", "第 1 个周期至对应日 2018-10-09 届满，资格状态于该日终止，不顺延（民法典第202条）", "2018-10-09 是工作日，无须顺延（民法典第203条）", "截止时间为 2018-10-09 二十四时（北京时间）（民法典第203条）"]', '{"kind": "cycleEnd", "cycle": 1, "article": "Art. 14", "anchoredOn": "2016-10-09", "policyVersion": "kunming-2016.1"}', '2026-11-28 04:58:57.830178+00', NULL, NULL, 7, 'ed040000-3de6-f79c-78bf-08df4d0c4f8d', '01a22085-4dcd-7955-a903-f6543e771ae0', 'workflows', true, 'application/vnd.masstransit+json', '{"MT-Activity-Id": "00-3a4cf27595256a9520702f91b20d8424-33d2d7032f8f0624-01"}', '\x7b0a2020226d6573736167654964223a202265643034303030302d336465362d663739632d373862662d303864663464306334663864222c0a202022726571756573744964223a206e756c6c2c0a202022636f7272656c6174696f6e4964223a202230316132323038352d346463642d373935352d613930332d663635343365373731616530222c0a202022636f6e766572736174696f6e4964223a202265633034303030302d336465362d663739632d386532372d303864663464306334646539222c0a202022696e69746961746f724964223a202230316132323038352d346463642d373935352d613930332d663635343365373731616530222c0a202022736f7572636541646472657373223a20227261626269746d713a2f2f3132372e302e302e313a33303237352f776f726b666c6f7773222c0a20202264657374696e6174696f6e41646472657373223a20227261626269746d713a2f2f3132372e302e302e313a33303237352f776f726b666c6f77733f62696e643d74727565222c0a202022726573706f6e736541646472657373223a206e756c6c2c0a2020226661756c7441646472657373223a206e756c6c2c0a2020226d65737361676554797065223a205b0a202020202275726e3a6d6573736167653a416c6c69616e63652e436f6e7472616374733a4379636c65456e6473220a20205d2c0a2020226d657373616765223a207b0a2020202022616c6c69616e63654964223a202230316132323038352d346463642d373935352d613930332d663635343365373731616530222c0a20202020226379636c65223a20310a20207d2c0a20202265787069726174696f6e54696d65223a206e756c6c2c0a20202273656e7454696d65223a2022323032362d31312d32385430343a35383a35372e393531373633315a222c0a20202268656164657273223a207b0a20202020224d542d41637469766974792d4964223a202230302d33613463663237353935323536613935323037303266393162323064383432342d333364326437303332663866303632342d3031220a20207d2c0a202022686f7374223a207b0a20202020226d616368696e654e616d65223a2022766d222c0a202020202270726f636573734e616d65223a2022416c6c69616e63652e576f726b666c6f7773222c0a202020202270726f636573734964223a20313236312c0a2020202022617373656d626c79223a2022416c6c69616e63652e576f726b666c6f7773222c0a2020202022617373656d626c7956657273696f6e223a2022312e302e302e30222c0a20202020226672616d65776f726b56657273696f6e223a202231302e302e3132222c0a20202020226d6173735472616e73697456657273696f6e223a2022382e352e31322e30222c0a20202020226f7065726174696e6753797374656d56657273696f6e223a2022556e697820362e31382e34342e363537220a20207d0a7d', false),
	(3, '01a22085-4dcd-7955-a903-f6543e771ae0', 'Operation', 'AnnualReportDue:2016', 'Art. 14', '2016-12-15', '2016-12-15 16:00:00+00', '["固定期限为每年 12 月 15 日前，含当日，2016 年为 2016-12-15（Art. 14）", "2016-12-15 是工作日，无须顺延（民法典第203条）", "截止时间为 2016-12-15 二十四时（北京时间）（民法典第203条）"]', '{"kind": "annualReport", "year": 2016, "article": "Art. 14", "policyVersion": "kunming-2016.1"}', '2026-11-28 04:58:57.830178+00', NULL, NULL, 7, 'ed040000-3de6-f79c-366e-08df4d0c4f93', '01a22085-4dcd-7955-a903-f6543e771ae0', 'workflows', true, 'application/vnd.masstransit+json', '{"MT-Activity-Id": "00-3a4cf27595256a9520702f91b20d8424-2e46a06edaa90750-01"}', '\x7b0a2020226d6573736167654964223a202265643034303030302d336465362d663739632d333636652d303864663464306334663933222c0a202022726571756573744964223a206e756c6c2c0a202022636f7272656c6174696f6e4964223a202230316132323038352d346463642d373935352d613930332d663635343365373731616530222c0a202022636f6e766572736174696f6e4964223a202265633034303030302d336465362d663739632d386532372d303864663464306334646539222c0a202022696e69746961746f724964223a202230316132323038352d346463642d373935352d613930332d663635343365373731616530222c0a202022736f7572636541646472657373223a20227261626269746d713a2f2f3132372e302e302e313a33303237352f776f726b666c6f7773222c0a20202264657374696e6174696f6e41646472657373223a20227261626269746d713a2f2f3132372e302e302e313a33303237352f776f726b666c6f77733f62696e643d74727565222c0a202022726573706f6e736541646472657373223a206e756c6c2c0a2020226661756c7441646472657373223a206e756c6c2c0a2020226d65737361676554797065223a205b0a202020202275726e3a6d6573736167653a416c6c69616e63652e436f6e7472616374733a416e6e75616c5265706f7274447565220a20205d2c0a2020226d657373616765223a207b0a2020202022616c6c69616e63654964223a202230316132323038352d346463642d373935352d613930332d663635343365373731616530222c0a202020202279656172223a20323031362c0a20202020226475654f6e223a2022323031362d31322d3135220a20207d2c0a20202265787069726174696f6e54696d65223a206e756c6c2c0a20202273656e7454696d65223a2022323032362d31312d32385430343a35383a35372e3938393338375a222c0a20202268656164657273223a207b0a20202020224d542d41637469766974792d4964223a202230302d33613463663237353935323536613935323037303266393162323064383432342d326534366130366564616139303735302d3031220a20207d2c0a202022686f7374223a207b0a20202020226d616368696e654e616d65223a2022766d222c0a202020202270726f636573734e616d65223a2022416c6c69616e63652e576f726b666c6f7773222c0a202020202270726f636573734964223a20313236312c0a2020202022617373656d626c79223a2022416c6c69616e63652e576f726b666c6f7773222c0a2020202022617373656d626c7956657273696f6e223a2022312e302e302e30222c0a20202020226672616d65776f726b56657273696f6e223a202231302e302e3132222c0a20202020226d6173735472616e73697456657273696f6e223a2022382e352e31322e30222c0a20202020226f7065726174696e6753797374656d56657273696f6e223a2022556e697820362e31382e34342e363537220a20207d0a7d', false),
	(4, '01a22085-4dcd-7955-a903-f6543e771ae0', 'Operation', 'AnnualReportReminderDue:2016:11-15', 'Art. 14', '2016-11-15', '2016-11-15 01:00:00+00', '["2016 年度科技报告截止日前 30 日提醒牵头单位（Art. 14）"]', '{"on": "2016-11-15", "kind": "annualReportReminder", "year": 2016, "article": "Art. 14", "policyVersion": "kunming-2016.1"}', '2026-11-28 04:58:57.830178+00', NULL, NULL, 7, 'ed040000-3de6-f79c-1343-08df4d0c4f99', '01a22085-4dcd-7955-a903-f6543e771ae0', 'workflows', true, 'application/vnd.masstransit+json', '{"MT-Activity-Id": "00-3a4cf27595256a9520702f91b20d8424-21f615af030078c8-01"}', '\x7b0a2020226d6573736167654964223a202265643034303030302d336465362d663739632d313334332d303864663464306334663939222c0a202022726571756573744964223a206e756c6c2c0a202022636f7272656c6174696f6e4964223a202230316132323038352d346463642d373935352d613930332d663635343365373731616530222c0a202022636f6e766572736174696f6e4964223a202265633034303030302d336465362d663739632d386532372d303864663464306334646539222c0a202022696e69746961746f724964223a202230316132323038352d346463642d373935352d613930332d663635343365373731616530222c0a202022736f7572636541646472657373223a20227261626269746d713a2f2f3132372e302e302e313a33303237352f776f726b666c6f7773222c0a20202264657374696e6174696f6e41646472657373223a20227261626269746d713a2f2f3132372e302e302e313a33303237352f776f726b666c6f77733f62696e643d74727565222c0a202022726573706f6e736541646472657373223a206e756c6c2c0a2020226661756c7441646472657373223a206e756c6c2c0a2020226d65737361676554797065223a205b0a202020202275726e3a6d6573736167653a416c6c69616e63652e436f6e7472616374733a416e6e75616c5265706f727452656d696e646572447565220a20205d2c0a2020226d657373616765223a207b0a2020202022616c6c69616e63654964223a202230316132323038352d346463642d373935352d613930332d663635343365373731616530222c0a202020202279656172223a20323031362c0a20202020226475654f6e223a2022323031362d31322d3135220a20207d2c0a20202265787069726174696f6e54696d65223a206e756c6c2c0a20202273656e7454696d65223a2022323032362d31312d32385430343a35383a35382e303237383038335a222c0a20202268656164657273223a207b0a20202020224d542d41637469766974792d4964223a202230302d33613463663237353935323536613935323037303266393162323064383432342d323166363135616630333030373863382d3031220a20207d2c0a202022686f7374223a207b0a20202020226d616368696e654e616d65223a2022766d222c0a202020202270726f636573734e616d65223a2022416c6c69616e63652e576f726b666c6f7773222c0a202020202270726f636573734964223a20313236312c0a2020202022617373656d626c79223a2022416c6c69616e63652e576f726b666c6f7773222c0a2020202022617373656d626c7956657273696f6e223a2022312e302e302e30222c0a20202020226672616d65776f726b56657273696f6e223a202231302e302e3132222c0a20202020226d6173735472616e73697456657273696f6e223a2022382e352e31322e30222c0a20202020226f7065726174696e6753797374656d56657273696f6e223a2022556e697820362e31382e34342e363537220a20207d0a7d', false),
	(5, '01a22085-4dcd-7955-a903-f6543e771ae0', 'Operation', 'AnnualReportReminderDue:2016:12-08', 'Art. 14', '2016-12-08', '2016-12-08 01:00:00+00', '["2016 年度科技报告截止日前 7 日提醒牵头单位（Art. 14）"]', '{"on": "2016-12-08", "kind": "annualReportReminder", "year": 2016, "article": "Art. 14", "policyVersion": "kunming-2016.1"}', '2026-11-28 04:58:57.830178+00', NULL, NULL, 7, 'ed040000-3de6-f79c-c720-08df4d0c4f9a', '01a22085-4dcd-7955-a903-f6543e771ae0', 'workflows', true, 'application/vnd.masstransit+json', '{"MT-Activity-Id": "00-3a4cf27595256a9520702f91b20d8424-572d555adaba5c60-01"}', '\x7b0a2020226d6573736167654964223a202265643034303030302d336465362d663739632d633732302d303864663464306334663961222c0a202022726571756573744964223a206e756c6c2c0a202022636f7272656c6174696f6e4964223a202230316132323038352d346463642d373935352d613930332d663635343365373731616530222c0a202022636f6e766572736174696f6e4964223a202265633034303030302d336465362d663739632d386532372d303864663464306334646539222c0a202022696e69746961746f724964223a202230316132323038352d346463642d373935352d613930332d663635343365373731616530222c0a202022736f7572636541646472657373223a20227261626269746d713a2f2f3132372e302e302e313a33303237352f776f726b666c6f7773222c0a20202264657374696e6174696f6e41646472657373223a20227261626269746d713a2f2f3132372e302e302e313a33303237352f776f726b666c6f77733f62696e643d74727565222c0a202022726573706f6e736541646472657373223a206e756c6c2c0a2020226661756c7441646472657373223a206e756c6c2c0a2020226d65737361676554797065223a205b0a202020202275726e3a6d6573736167653a416c6c69616e63652e436f6e7472616374733a416e6e75616c5265706f727452656d696e646572447565220a20205d2c0a2020226d657373616765223a207b0a2020202022616c6c69616e63654964223a202230316132323038352d346463642d373935352d613930332d663635343365373731616530222c0a202020202279656172223a20323031362c0a20202020226475654f6e223a2022323031362d31322d3135220a20207d2c0a20202265787069726174696f6e54696d65223a206e756c6c2c0a20202273656e7454696d65223a2022323032362d31312d32385430343a35383a35382e303338393636345a222c0a20202268656164657273223a207b0a20202020224d542d41637469766974792d4964223a202230302d33613463663237353935323536613935323037303266393162323064383432342d353732643535356164616261356336302d3031220a20207d2c0a202022686f7374223a207b0a20202020226d616368696e654e616d65223a2022766d222c0a202020202270726f636573734e616d65223a2022416c6c69616e63652e576f726b666c6f7773222c0a202020202270726f636573734964223a20313236312c0a2020202022617373656d626c79223a2022416c6c69616e63652e576f726b666c6f7773222c0a2020202022617373656d626c7956657273696f6e223a2022312e302e302e30222c0a20202020226672616d65776f726b56657273696f6e223a202231302e302e3132222c0a20202020226d6173735472616e73697456657273696f6e223a2022382e352e31322e30222c0a20202020226f7065726174696e6753797374656d56657273696f6e223a2022556e697820362e31382e34342e363537220a20207d0a7d', false);
INSERT INTO public.held_message OVERRIDING SYSTEM VALUE VALUES
	(1, '01a22085-4dcd-7955-a903-f6543e771ae0', 'Operation', 'workflows', '4d6a38e8-0bb4-4bbd-bc9c-ba086d7febd4', 'ReviewConcluded', 1, 'application/vnd.masstransit+json', '\x7b7d', '2026-11-28 05:02:37.797463+00');
INSERT INTO public.inbox VALUES
	('e8040000-3de6-f79c-98c2-08df4d0c4946', 'af5f18f3-dbb2-7944-31d3-2aa79d00092d', '2026-11-28 04:58:48.066004+00'),
	('e8040000-3de6-f79c-624e-08df4d0c49e4', '15bf862c-d3ab-8198-88b8-63362b5d1cca', '2026-11-28 04:58:48.509681+00'),
	('ea040000-3de6-f79c-f0d7-08df4d0c4ce7', 'ba062269-7ec6-0f62-4437-a83b4217157b', '2026-11-28 04:58:53.547146+00'),
	('ec040000-3de6-f79c-3b63-08df4d0c4ddc', 'd4a9c3e8-f8c3-29a7-0cea-6467a8516e44', '2026-11-28 04:58:55.299913+00'),
	('ec040000-3de6-f79c-0d34-08df4d0c4e41', '705c1828-49c9-7fdc-d1f1-e0d22ef9a5e0', '2026-11-28 04:58:55.842695+00'),
	('ed040000-3de6-f79c-8a27-08df4d0c4e87', 'afbf5823-915e-ccdc-00e6-02a876a9d49e', '2026-11-28 04:58:56.756141+00'),
	('ec040000-3de6-f79c-44e6-08df4d0c4eef', '02d52876-3160-c005-5cb3-c69f7680330d', '2026-11-28 04:58:56.949595+00'),
	('e9040000-3de6-f79c-829a-08df4d0c4f4f', '7ab3d723-e7e8-4630-3276-67610c8f8d33', '2026-11-28 04:58:57.830178+00');
INSERT INTO public.journal OVERRIDING SYSTEM VALUE VALUES
	(1, '01a22085-2625-70f6-86ba-531e86ea294e', 'Recognition', '2016-09-09 01:00:00.460647+00', '', 'FormalReview', 'ApplicationSubmitted', 'e8040000-3de6-f79c-98c2-08df4d0c4946', '{"application": {"kind": "产业链合作联盟", "members": [{"name": "昆明滇钛新材料股份有限公司", "creditCode": "91530181108805927H"}, {"name": "禄劝金沙海绵钛有限责任公司", "creditCode": "915301287372142730"}, {"name": "昆明西山特种泵阀有限公司", "creditCode": "91530112184706832U"}, {"name": "滇中理工大学", "creditCode": "125301147757021472"}, {"name": "云岭冶金新材料研究院", "creditCode": "12530103108201189A"}], "leadUnit": {"name": "昆明滇钛新材料股份有限公司", "creditCode": "91530181108805927H"}, "keyIndustry": "钛材料", "allianceName": "昆明钛材料产业技术创新战略联盟", "policyVersion": "kunming-2016.1", "receiptNumber": "SL2016-0001"}, "submittedAt": "2016-09-05T01:00:43.4056008+00:00", "applicationId": "01a22085-2625-70f6-86ba-531e86ea294e"}', '{}', NULL, '4b0e8510598cf3b9e182d81723162f77', NULL),
	(2, '01a22085-2625-70f6-86ba-531e86ea294e', 'Recognition', '2016-09-09 01:00:01.044381+00', 'FormalReview', 'ExpertReview', 'FormalReviewPassed', 'e8040000-3de6-f79c-624e-08df4d0c49e4', '{"passedAt": "2016-09-09T01:00:00.5654196+00:00", "applicationId": "01a22085-2625-70f6-86ba-531e86ea294e"}', '{OpenExpertReview}', NULL, '32ee03da4afce13fb068f021679c9796', '[{"body": {"application": {"kind": "产业链合作联盟", "members": [{"name": "昆明滇钛新材料股份有限公司", "creditCode": "91530181108805927H"}, {"name": "禄劝金沙海绵钛有限责任公司", "creditCode": "915301287372142730"}, {"name": "昆明西山特种泵阀有限公司", "creditCode": "91530112184706832U"}, {"name": "滇中理工大学", "creditCode": "125301147757021472"}, {"name": "云岭冶金新材料研究院", "creditCode": "12530103108201189A"}], "leadUnit": {"name": "昆明滇钛新材料股份有限公司", "creditCode": "91530181108805927H"}, "keyIndustry": "钛材料", "allianceName": "昆明钛材料产业技术创新战略联盟", "policyVersion": "kunming-2016.1", "receiptNumber": "SL2016-0001"}, "applicationId": "01a22085-2625-70f6-86ba-531e86ea294e"}, "command": "OpenExpertReview"}]'),
	(3, '01a22085-2625-70f6-86ba-531e86ea294e', 'Recognition', '2016-09-18 01:00:04.598354+00', 'ExpertReview', 'Determination', 'ExpertReviewConcluded', 'ea040000-3de6-f79c-f0d7-08df4d0c4ce7', '{"experts": 3, "opinion": "专家组审阅材料并质询，认为符合办法第八条的要求，推荐认定。", "concludedAt": "2016-09-18T01:00:04.5173828+00:00", "recommended": true, "averageScore": 88.33, "applicationId": "01a22085-2625-70f6-86ba-531e86ea294e"}', '{PrepareDetermination}', NULL, 'ed55919ab27cb3a1b415909cb9e824b2', '[{"body": {"experts": 3, "opinion": "专家组审阅材料并质询，认为符合办法第八条的要求，推荐认定。", "application": {"kind": "产业链合作联盟", "members": [{"name": "昆明滇钛新材料股份有限公司", "creditCode": "91530181108805927H"}, {"name": "禄劝金沙海绵钛有限责任公司", "creditCode": "915301287372142730"}, {"name": "昆明西山特种泵阀有限公司", "creditCode": "91530112184706832U"}, {"name": "滇中理工大学", "creditCode": "125301147757021472"}, {"name": "云岭冶金新材料研究院", "creditCode": "12530103108201189A"}], "leadUnit": {"name": "昆明滇钛新材料股份有限公司", "creditCode": "91530181108805927H"}, "keyIndustry": "钛材料", "allianceName": "昆明钛材料产业技术创新战略联盟", "policyVersion": "kunming-2016.1", "receiptNumber": "SL2016-0001"}, "recommended": true, "averageScore": "88.33", "applicationId": "01a22085-2625-70f6-86ba-531e86ea294e"}, "command": "PrepareDetermination"}]'),
	(4, '01a22085-2625-70f6-86ba-531e86ea294e', 'Recognition', '2016-09-27 01:00:01.587844+00', 'Determination', 'PublicNotice', 'RecognitionProposed', 'ec040000-3de6-f79c-3b63-08df4d0c4ddc', '{"proposedAt": "2016-09-27T01:00:01.2636356+00:00", "applicationId": "01a22085-2625-70f6-86ba-531e86ea294e"}', '{PublishNotice}', NULL, '3a4cf27595256a9520702f91b20d8424', '[{"body": {"applicationId": "01a22085-2625-70f6-86ba-531e86ea294e"}, "command": "PublishNotice"}]'),
	(5, '01a22085-2625-70f6-86ba-531e86ea294e', 'Recognition', '2016-09-27 01:00:02.488839+00', 'PublicNotice', 'PublicNotice', 'NoticePublished', 'ec040000-3de6-f79c-0d34-08df4d0c4e41', '{"closesAt": "2016-10-09T00:00:00+08:00", "noticeId": "01a22085-4978-742d-90b4-a6d3227e0af7", "publishedOn": "2016-09-27", "applicationId": "01a22085-2625-70f6-86ba-531e86ea294e", "nominalLastDay": "2016-10-04"}', '{}', NULL, '3a4cf27595256a9520702f91b20d8424', NULL),
	(6, '01a22085-2625-70f6-86ba-531e86ea294e', 'Recognition', '2016-10-08 16:00:00.026783+00', 'PublicNotice', 'Certification', 'NoticePeriodEnds', 'ed040000-3de6-f79c-8a27-08df4d0c4e87', '{"noticeId": "01a22085-4978-742d-90b4-a6d3227e0af7", "applicationId": "01a22085-2625-70f6-86ba-531e86ea294e"}', '{IssueRecognition}', NULL, '3a4cf27595256a9520702f91b20d8424', '[{"body": {"noticeId": "01a22085-4978-742d-90b4-a6d3227e0af7", "applicationId": "01a22085-2625-70f6-86ba-531e86ea294e"}, "command": "IssueRecognition"}]'),
	(7, '01a22085-2625-70f6-86ba-531e86ea294e', 'Recognition', '2016-10-08 16:00:00.234531+00', 'Certification', 'Recognised', 'AllianceRecognised', 'ec040000-3de6-f79c-44e6-08df4d0c4eef', '{"allianceId": "01a22085-4dcd-7955-a903-f6543e771ae0", "application": {"kind": "产业链合作联盟", "members": [{"name": "昆明滇钛新材料股份有限公司", "creditCode": "91530181108805927H"}, {"name": "禄劝金沙海绵钛有限责任公司", "creditCode": "915301287372142730"}, {"name": "昆明西山特种泵阀有限公司", "creditCode": "91530112184706832U"}, {"name": "滇中理工大学", "creditCode": "125301147757021472"}, {"name": "云岭冶金新材料研究院", "creditCode": "12530103108201189A"}], "leadUnit": {"name": "昆明滇钛新材料股份有限公司", "creditCode": "91530181108805927H"}, "keyIndustry": "钛材料", "allianceName": "昆明钛材料产业技术创新战略联盟", "policyVersion": "kunming-2016.1", "receiptNumber": "SL2016-0001"}, "recognisedOn": "2016-10-09", "applicationId": "01a22085-2625-70f6-86ba-531e86ea294e", "documentNumber": "昆科发〔2016〕1号", "certificateNumber": "KMCL-2016-0001"}', '{OpenGuidanceGrant,StartOperatingCycle}', NULL, '3a4cf27595256a9520702f91b20d8424', '[{"body": {"allianceId": "01a22085-4dcd-7955-a903-f6543e771ae0", "application": {"kind": "产业链合作联盟", "members": [{"name": "昆明滇钛新材料股份有限公司", "creditCode": "91530181108805927H"}, {"name": "禄劝金沙海绵钛有限责任公司", "creditCode": "915301287372142730"}, {"name": "昆明西山特种泵阀有限公司", "creditCode": "91530112184706832U"}, {"name": "滇中理工大学", "creditCode": "125301147757021472"}, {"name": "云岭冶金新材料研究院", "creditCode": "12530103108201189A"}], "leadUnit": {"name": "昆明滇钛新材料股份有限公司", "creditCode": "91530181108805927H"}, "keyIndustry": "钛材料", "allianceName": "昆明钛材料产业技术创新战略联盟", "policyVersion": "kunming-2016.1", "receiptNumber": "SL2016-0001"}, "recognisedOn": "2016-10-09", "documentNumber": "昆科发〔2016〕1号"}, "command": "OpenGuidanceGrant"}, {"body": {"cycle": 1, "endsOn": "2018-10-09", "startsOn": "2016-10-09", "allianceId": "01a22085-4dcd-7955-a903-f6543e771ae0", "anchoredOn": "2016-10-09", "application": {"kind": "产业链合作联盟", "members": [{"name": "昆明滇钛新材料股份有限公司", "creditCode": "91530181108805927H"}, {"name": "禄劝金沙海绵钛有限责任公司", "creditCode": "915301287372142730"}, {"name": "昆明西山特种泵阀有限公司", "creditCode": "91530112184706832U"}, {"name": "滇中理工大学", "creditCode": "125301147757021472"}, {"name": "云岭冶金新材料研究院", "creditCode": "12530103108201189A"}], "leadUnit": {"name": "昆明滇钛新材料股份有限公司", "creditCode": "91530181108805927H"}, "keyIndustry": "钛材料", "allianceName": "昆明钛材料产业技术创新战略联盟", "policyVersion": "kunming-2016.1", "receiptNumber": "SL2016-0001"}}, "command": "StartOperatingCycle"}]'),
	(8, '01a22085-4dcd-7955-a903-f6543e771ae0', 'Operation', '2016-10-08 16:00:01.3092+00', '', 'Operating', 'OperatingCycleStarted', 'e9040000-3de6-f79c-829a-08df4d0c4f4f', '{"cycle": 1, "endsOn": "2018-10-09", "startsOn": "2016-10-09", "allianceId": "01a22085-4dcd-7955-a903-f6543e771ae0", "anchoredOn": "2016-10-09", "contractId": "01a22085-501f-71c4-9285-dab800523b03", "application": {"kind": "产业链合作联盟", "members": [{"name": "昆明滇钛新材料股份有限公司", "creditCode": "91530181108805927H"}, {"name": "禄劝金沙海绵钛有限责任公司", "creditCode": "915301287372142730"}, {"name": "昆明西山特种泵阀有限公司", "creditCode": "91530112184706832U"}, {"name": "滇中理工大学", "creditCode": "125301147757021472"}, {"name": "云岭冶金新材料研究院", "creditCode": "12530103108201189A"}], "leadUnit": {"name": "昆明滇钛新材料股份有限公司", "creditCode": "91530181108805927H"}, "keyIndustry": "钛材料", "allianceName": "昆明钛材料产业技术创新战略联盟", "policyVersion": "kunming-2016.1", "receiptNumber": "SL2016-0001"}}', '{}', NULL, '3a4cf27595256a9520702f91b20d8424', NULL);
INSERT INTO public.outbox OVERRIDING SYSTEM VALUE VALUES
	(16, 3, '6e7d2e1c-6d47-4f58-b002-47a0a2dd8469', '01a22085-4dcd-7955-a903-f6543e771ae0', 'nobody', true, 'application/vnd.masstransit+json', NULL, '\x7b7d', '2026-11-28 05:02:37.799456+00', 'nobody');
INSERT INTO public.outbox_lane VALUES
	(0),
	(1),
	(2),
	(3),
	(4),
	(5),
	(6),
	(7);
INSERT INTO public.parked_message VALUES
	('bef4fcaf-289a-49d4-b981-afefdd6d35d9', 'funding', '74771483-4ca9-4801-ac4a-060350357869', '', 'OpenGuidanceGrant', '01a22085-4dcd-7955-a903-f6543e771ae0', 'System.InvalidOperationException', 'No such grant.', 1, 'application/vnd.masstransit+json', '\x7b7d', '2026-11-28 05:02:37.797463+00', '2026-11-28 05:02:37.797463+00', 1, NULL, NULL, NULL, NULL);
INSERT INTO public.process_case VALUES
	('01a22085-4dcd-7955-a903-f6543e771ae0', 'Operation', 'Operating', '昆明钛材料产业技术创新战略联盟', 'kunming-2016.1', '2016-10-08 16:00:01.191491+00', '2016-10-08 16:00:01.306124+00', '{"kind": "Operation", "name": "昆明钛材料产业技术创新战略联盟", "cycle": 1, "hears": null, "state": "Operating", "waiting": [], "noticeId": null, "openedAt": "2016-10-08T16:00:01.1914911+00:00", "pausedAt": null, "anchoredOn": "2016-10-09", "reportYear": 2016, "application": {"kind": "产业链合作联盟", "members": [{"name": "昆明滇钛新材料股份有限公司", "creditCode": "91530181108805927H"}, {"name": "禄劝金沙海绵钛有限责任公司", "creditCode": "915301287372142730"}, {"name": "昆明西山特种泵阀有限公司", "creditCode": "91530112184706832U"}, {"name": "滇中理工大学", "creditCode": "125301147757021472"}, {"name": "云岭冶金新材料研究院", "creditCode": "12530103108201189A"}], "leadUnit": {"name": "昆明滇钛新材料股份有限公司", "creditCode": "91530181108805927H"}, "keyIndustry": "钛材料", "allianceName": "昆明钛材料产业技术创新战略联盟", "policyVersion": "kunming-2016.1", "receiptNumber": "SL2016-0001"}, "reportsFiled": [], "correlationId": "01a22085-4dcd-7955-a903-f6543e771ae0", "objectionOpen": false, "policyVersion": "kunming-2016.1", "noticePeriodOver": false, "nextPolicyVersion": null, "objectionsSettledAt": null}', '2016-10-08 16:00:01.306124+00'),
	('01a22085-2625-70f6-86ba-531e86ea294e', 'Recognition', 'Recognised', '昆明钛材料产业技术创新战略联盟', 'kunming-2016.1', '2016-09-05 01:00:43.4056+00', '2016-10-08 16:00:00.234395+00', '{"kind": "Recognition", "name": "昆明钛材料产业技术创新战略联盟", "hears": null, "state": "Recognised", "waiting": [], "noticeId": "01a22085-4978-742d-90b4-a6d3227e0af7", "openedAt": "2016-09-05T01:00:43.4056008+00:00", "pausedAt": null, "application": {"kind": "产业链合作联盟", "members": [{"name": "昆明滇钛新材料股份有限公司", "creditCode": "91530181108805927H"}, {"name": "禄劝金沙海绵钛有限责任公司", "creditCode": "915301287372142730"}, {"name": "昆明西山特种泵阀有限公司", "creditCode": "91530112184706832U"}, {"name": "滇中理工大学", "creditCode": "125301147757021472"}, {"name": "云岭冶金新材料研究院", "creditCode": "12530103108201189A"}], "leadUnit": {"name": "昆明滇钛新材料股份有限公司", "creditCode": "91530181108805927H"}, "keyIndustry": "钛材料", "allianceName": "昆明钛材料产业技术创新战略联盟", "policyVersion": "kunming-2016.1", "receiptNumber": "SL2016-0001"}, "correlationId": "01a22085-2625-70f6-86ba-531e86ea294e", "policyVersion": "kunming-2016.1", "noticeClosesAt": "2016-10-09T00:00:00+08:00", "noticePeriodOver": true, "closedUncorrected": false, "nextPolicyVersion": null, "correctionRequested": false, "objectionsSettledAt": null}', '2016-10-08 16:00:00.234395+00');
INSERT INTO public.schemaversions VALUES
	(1, 'Alliance.Platform.Data.Schema.001_floor.sql', '2026-11-28 04:58:18.260374'),
	(2, 'Alliance.Platform.Data.Schema.002_idempotency.sql', '2026-11-28 04:58:18.342516'),
	(3, 'Alliance.Platform.Data.Schema.003_letters.sql', '2026-11-28 04:58:18.458829'),
	(4, 'Alliance.Platform.Data.Schema.004_calendars.sql', '2026-11-28 04:58:18.479427'),
	(5, 'Alliance.Platform.Data.Schema.005_failed_mail.sql', '2026-11-28 04:58:18.486569'),
	(6, 'Alliance.Platform.Data.Schema.006_uploads.sql', '2026-11-28 04:58:18.526577'),
	(7, 'Alliance.Platform.Data.Schema.007_search.sql', '2026-11-28 04:58:18.548814'),
	(8, 'Alliance.Platform.Data.Schema.008_search_months.sql', '2026-11-28 04:58:18.574336'),
	(9, 'Alliance.Platform.Data.Schema.009_idempotency.sql', '2026-11-28 04:58:18.590323'),
	(10, 'Alliance.Platform.Data.Schema.009_mail.sql', '2026-11-28 04:58:18.637144'),
	(11, 'Alliance.Platform.Data.Schema.010_sent_forms.sql', '2026-11-28 04:58:18.686429'),
	(12, 'Alliance.Platform.Data.Schema.010_typed_text.sql', '2026-11-28 04:58:18.703723'),
	(13, 'Alliance.Platform.Data.Schema.010_waiting_messages.sql', '2026-11-28 04:58:18.766335'),
	(14, 'Alliance.Platform.Data.Schema.011_append_only.sql', '2026-11-28 04:58:18.814375'),
	(15, 'Alliance.Workflows.Schema.001_cases.sql', '2026-11-28 04:58:19.035364'),
	(16, 'Alliance.Workflows.Schema.002_parked_messages.sql', '2026-11-28 04:58:19.109861'),
	(17, 'Alliance.Workflows.Schema.003_dashboard.sql', '2026-11-28 04:58:19.414764'),
	(18, 'Alliance.Workflows.Schema.004_refusals.sql', '2026-11-28 04:58:19.462455'),
	(19, 'Alliance.Workflows.Schema.005_interventions.sql', '2026-11-28 04:58:19.658368'),
	(20, 'Alliance.Workflows.Schema.006_saved_views.sql', '2026-11-28 04:58:19.71362'),
	(21, 'Alliance.Workflows.Schema.007_search.sql', '2026-11-28 04:58:19.809354'),
	(22, 'Alliance.Workflows.Schema.008_counts.sql', '2026-11-28 04:58:19.865588'),
	(23, 'Alliance.Workflows.Schema.009_search_months.sql', '2026-11-28 04:58:19.954246'),
	(24, 'Alliance.Workflows.Schema.010_append_only.sql', '2026-11-28 04:58:19.994389'),
	(25, 'Alliance.Workflows.Schema.010_typed_text.sql', '2026-11-28 04:58:20.046376');
INSERT INTO public.state_median VALUES
	('Recognition', 'FormalReview', NULL, '2026-11-28 04:58:51.631406+00'),
	('Recognition', 'Determination', NULL, '2026-11-28 04:58:56.629185+00'),
	('Recognition', 'ExpertReview', NULL, '2026-11-28 04:58:56.629185+00'),
	('Operation', 'Operating', '2016-10-08 16:00:01.306124+00', '2026-11-28 04:59:01.630872+00'),
	('Recognition', 'Certification', NULL, '2026-11-28 04:59:01.630872+00'),
	('Recognition', 'PublicNotice', NULL, '2026-11-28 04:59:01.630872+00');
INSERT INTO public.state_tally VALUES
	('Recognition', 'kunming-2016.1', 'FormalReview', 0),
	('Recognition', 'kunming-2016.1', 'Determination', 0),
	('Recognition', 'kunming-2016.1', 'ExpertReview', 0),
	('Operation', 'kunming-2016.1', 'Operating', 1),
	('Recognition', 'kunming-2016.1', 'Certification', 0),
	('Recognition', 'kunming-2016.1', 'PublicNotice', 0),
	('Recognition', 'kunming-2016.1', 'Recognised', 1);
INSERT INTO public.step_tally VALUES
	('Recognition', '2016-09-09', '', 'FormalReview', 'kunming-2016.1', 0, 1, 0),
	('Recognition', '2016-09-09', 'FormalReview', 'ExpertReview', 'kunming-2016.1', 0, 1, 1),
	('Recognition', '2016-09-18', 'ExpertReview', 'Determination', 'kunming-2016.1', 9, 1, 777604),
	('Recognition', '2016-09-27', 'Determination', 'PublicNotice', 'kunming-2016.1', 8, 1, 777597),
	('Operation', '2016-10-09', '', 'Operating', 'kunming-2016.1', 0, 1, 0),
	('Recognition', '2016-10-09', 'Certification', 'Recognised', 'kunming-2016.1', 0, 1, 0),
	('Recognition', '2016-10-09', 'PublicNotice', 'Certification', 'kunming-2016.1', 11, 1, 1004398);
SELECT pg_catalog.setval('public.audit_position_seq', 1, false);
SELECT pg_catalog.setval('public.deadline_id_seq', 5, true);
SELECT pg_catalog.setval('public.held_message_id_seq', 1, true);
SELECT pg_catalog.setval('public.journal_position_seq', 8, true);
SELECT pg_catalog.setval('public.outbox_position_seq', 16, true);
SELECT pg_catalog.setval('public.schemaversions_schemaversionsid_seq', 25, true);
SELECT pg_catalog.setval('public.step_change_id_seq', 7, true);
ALTER TABLE ONLY public.schemaversions
    ADD CONSTRAINT "PK_schemaversions_Id" PRIMARY KEY (schemaversionsid);
ALTER TABLE ONLY public.audit
    ADD CONSTRAINT audit_pkey PRIMARY KEY ("position");
ALTER TABLE ONLY public.calendar_notice
    ADD CONSTRAINT calendar_notice_pkey PRIMARY KEY (key, version);
ALTER TABLE ONLY public.case_search
    ADD CONSTRAINT case_search_pkey PRIMARY KEY (case_id, kind);
ALTER TABLE ONLY public.data_protection_key
    ADD CONSTRAINT data_protection_key_pkey PRIMARY KEY (name);
ALTER TABLE ONLY public.deadline
    ADD CONSTRAINT deadline_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.document_chunk
    ADD CONSTRAINT document_chunk_pkey PRIMARY KEY (document_id, number);
ALTER TABLE ONLY public.document
    ADD CONSTRAINT document_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.held_message
    ADD CONSTRAINT held_message_message_id_kind_key UNIQUE (message_id, kind);
ALTER TABLE ONLY public.held_message
    ADD CONSTRAINT held_message_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.idempotency
    ADD CONSTRAINT idempotency_pkey PRIMARY KEY (account, key);
ALTER TABLE ONLY public.inbox
    ADD CONSTRAINT inbox_pkey PRIMARY KEY (message_id, consumer_id);
ALTER TABLE ONLY public.intervention
    ADD CONSTRAINT intervention_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.journal
    ADD CONSTRAINT journal_pkey PRIMARY KEY ("position");
ALTER TABLE ONLY public.letter_address
    ADD CONSTRAINT letter_address_pkey PRIMARY KEY (account);
ALTER TABLE ONLY public.letter_address
    ADD CONSTRAINT letter_address_stop_key_key UNIQUE (stop_key);
ALTER TABLE ONLY public.letter_mail
    ADD CONSTRAINT letter_mail_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.letter
    ADD CONSTRAINT letter_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.letter_read
    ADD CONSTRAINT letter_read_pkey PRIMARY KEY (letter_id, account);
ALTER TABLE ONLY public.outbox_lane
    ADD CONSTRAINT outbox_lane_pkey PRIMARY KEY (lane);
ALTER TABLE ONLY public.outbox
    ADD CONSTRAINT outbox_pkey PRIMARY KEY ("position");
ALTER TABLE ONLY public.parked_message
    ADD CONSTRAINT parked_message_message_id_queue_awaits_kind_key UNIQUE (message_id, queue, awaits_kind);
ALTER TABLE ONLY public.parked_message
    ADD CONSTRAINT parked_message_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.process_case
    ADD CONSTRAINT process_case_pkey PRIMARY KEY (id, kind);
ALTER TABLE ONLY public.saved_view
    ADD CONSTRAINT saved_view_account_name_key UNIQUE (account, name);
ALTER TABLE ONLY public.saved_view
    ADD CONSTRAINT saved_view_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.sent_form
    ADD CONSTRAINT sent_form_pkey PRIMARY KEY (key);
ALTER TABLE ONLY public.state_median
    ADD CONSTRAINT state_median_pkey PRIMARY KEY (kind, state);
ALTER TABLE ONLY public.state_tally
    ADD CONSTRAINT state_tally_pkey PRIMARY KEY (kind, policy_version, state);
ALTER TABLE ONLY public.step_change
    ADD CONSTRAINT step_change_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.step_tally
    ADD CONSTRAINT step_tally_pkey PRIMARY KEY (kind, day, from_state, to_state, policy_version, days);
ALTER TABLE ONLY public.upload
    ADD CONSTRAINT upload_pkey PRIMARY KEY (document_id);
CREATE INDEX audit_case ON public.audit USING btree (case_id, "position");
CREATE INDEX case_search_words ON public.case_search USING gin (public.search_pieces(search, moved_at, VARIADIC ARRAY[1, 2, 6]));
CREATE INDEX deadline_case ON public.deadline USING btree (case_id, id);
CREATE INDEX deadline_due ON public.deadline USING btree (due_at) WHERE ((fired_at IS NULL) AND (cancelled_at IS NULL));
CREATE INDEX deadline_provisional ON public.deadline USING btree (id) WHERE ((due_at IS NULL) AND (fired_at IS NULL) AND (cancelled_at IS NULL));
CREATE UNIQUE INDEX deadline_running ON public.deadline USING btree (case_id, name) WHERE ((fired_at IS NULL) AND (cancelled_at IS NULL));
CREATE INDEX deadline_running_day ON public.deadline USING btree (nominal_due_on, id) WHERE ((fired_at IS NULL) AND (cancelled_at IS NULL));
CREATE INDEX document_case ON public.document USING btree (case_id, stored_at);
CREATE INDEX document_unsettled ON public.document USING btree (state, stored_at) WHERE (state <> 'Stored'::text);
CREATE INDEX held_message_case ON public.held_message USING btree (case_id, id);
CREATE INDEX idempotency_at ON public.idempotency USING btree (at);
CREATE INDEX inbox_received_at ON public.inbox USING btree (received_at);
CREATE INDEX intervention_all ON public.intervention USING btree (proposed_at DESC, id DESC);
CREATE INDEX intervention_case ON public.intervention USING btree (case_id, proposed_at);
CREATE UNIQUE INDEX intervention_once ON public.intervention USING btree (case_id, what) WHERE (state = 'Proposed'::text);
CREATE INDEX intervention_open ON public.intervention USING btree (proposed_at DESC, id DESC) WHERE (state = 'Proposed'::text);
CREATE INDEX journal_case ON public.journal USING btree (case_id, "position");
CREATE INDEX journal_refusal ON public.journal USING btree (at) WHERE (message = ANY (ARRAY['FormalReviewRefused'::text, 'RecognitionDeclined'::text]));
CREATE INDEX letter_audience ON public.letter USING btree (audience, sent_at DESC, id DESC);
CREATE INDEX letter_mail_failed ON public.letter_mail USING btree (letter_id DESC) WHERE ((failure IS NOT NULL) AND (sent_at IS NULL));
CREATE INDEX letter_mail_letter ON public.letter_mail USING btree (letter_id);
CREATE INDEX letter_mail_next ON public.letter_mail USING btree (next_at) WHERE (next_at IS NOT NULL);
CREATE INDEX outbox_lane_position ON public.outbox USING btree (lane, "position") WHERE (waits_for IS NULL);
CREATE INDEX outbox_waiting ON public.outbox USING btree (lane, waits_for, "position") WHERE (waits_for IS NOT NULL);
CREATE INDEX outbox_waiting_case ON public.outbox USING btree (COALESCE(correlation_id, message_id)) WHERE (waits_for IS NOT NULL);
CREATE INDEX parked_message_case ON public.parked_message USING btree (case_id) WHERE (settled_at IS NULL);
CREATE INDEX parked_message_open ON public.parked_message USING btree (parked_at DESC, id DESC) WHERE (settled_at IS NULL);
CREATE INDEX process_case_entered ON public.process_case USING btree (kind, state, entered_at);
CREATE INDEX process_case_paused ON public.process_case USING btree (updated_at DESC, id DESC) WHERE ((data ->> 'pausedAt'::text) IS NOT NULL);
CREATE INDEX process_case_policy ON public.process_case USING btree (policy_version, updated_at DESC, id DESC);
CREATE INDEX process_case_state ON public.process_case USING btree (kind, state, updated_at DESC, id DESC);
CREATE INDEX process_case_updated ON public.process_case USING btree (updated_at DESC, id);
CREATE INDEX sent_form_at ON public.sent_form USING btree (at);
CREATE INDEX upload_touched ON public.upload USING btree (touched_at);
CREATE STATISTICS public.process_case_held ON (data ->> 'pausedAt'::text) FROM public.process_case;
CREATE TRIGGER case_enters_state BEFORE INSERT OR UPDATE ON public.process_case FOR EACH ROW EXECUTE FUNCTION public.case_enters_state();
CREATE TRIGGER case_is_found AFTER INSERT OR UPDATE ON public.process_case FOR EACH ROW EXECUTE FUNCTION public.case_is_found();
CREATE TRIGGER case_takes_step AFTER INSERT OR UPDATE ON public.process_case FOR EACH ROW EXECUTE FUNCTION public.case_takes_step();
ALTER TABLE ONLY public.document_chunk
    ADD CONSTRAINT document_chunk_document_id_fkey FOREIGN KEY (document_id) REFERENCES public.document(id) ON DELETE CASCADE;
ALTER TABLE ONLY public.letter_mail
    ADD CONSTRAINT letter_mail_letter_id_fkey FOREIGN KEY (letter_id) REFERENCES public.letter(id);
ALTER TABLE ONLY public.letter_read
    ADD CONSTRAINT letter_read_letter_id_fkey FOREIGN KEY (letter_id) REFERENCES public.letter(id);
ALTER TABLE ONLY public.upload
    ADD CONSTRAINT upload_document_id_fkey FOREIGN KEY (document_id) REFERENCES public.document(id) ON DELETE CASCADE;
