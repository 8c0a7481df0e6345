-- The database of intake as it was while one floor stood under every program (pg_dump; keys and sessions taken out).
SET client_encoding = 'UTF8';
SET standard_conforming_strings = on;
SET check_function_bodies = false;
SET xmloption = content;
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
CREATE FUNCTION public.stays_as_submitted() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
begin
  raise exception 'What was submitted stays as it was submitted (Art. 9).';
end
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
CREATE TABLE public.alliance_outcomes (
    alliance_id uuid NOT NULL,
    application_id uuid,
    matching_fen bigint,
    assessment_score numeric(6,2)
);
CREATE TABLE public.applications (
    id uuid NOT NULL,
    call_id uuid NOT NULL,
    policy_version text NOT NULL,
    stage text NOT NULL,
    form jsonb NOT NULL,
    version integer NOT NULL,
    alliance_name text NOT NULL,
    lead_unit text NOT NULL,
    lead_credit_code text NOT NULL,
    key_industry text NOT NULL,
    receipt_number text,
    submissions integer DEFAULT 0 NOT NULL,
    refusal_reasons jsonb,
    withdrawn_why text,
    arrived_at timestamp with time zone NOT NULL,
    submitted_at timestamp with time zone,
    closed_at timestamp with time zone,
    saved_at timestamp with time zone NOT NULL,
    saved_by text NOT NULL,
    case_state text,
    case_advanced_at timestamp with time zone,
    next_deadline text,
    next_deadline_at timestamp with time zone,
    search text NOT NULL,
    assigned_to text,
    assigned_to_name text,
    assigned_at timestamp with time zone,
    review_due_at timestamp with time zone,
    review_nominal_due_on date,
    held_by text,
    held_by_name text,
    former_accounts text[] DEFAULT '{}'::text[] NOT NULL,
    year integer NOT NULL,
    decision_reasons jsonb,
    reached integer DEFAULT 0 NOT NULL,
    CONSTRAINT applications_check CHECK (((stage = 'Draft'::text) = (receipt_number IS NULL))),
    CONSTRAINT applications_stage_check CHECK ((stage = ANY (ARRAY['Draft'::text, 'FormalReview'::text, 'Correction'::text, 'Passed'::text, 'Refused'::text, 'Withdrawn'::text])))
)
WITH (toast_tuple_target='1024');
ALTER TABLE ONLY public.applications ALTER COLUMN search SET STORAGE MAIN;
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
CREATE TABLE public.call_drafts (
    id uuid NOT NULL,
    year integer NOT NULL,
    title text NOT NULL,
    body text NOT NULL,
    opens_at timestamp with time zone,
    closes_at timestamp with time zone,
    saved_at timestamp with time zone NOT NULL,
    saved_by_name text NOT NULL
);
CREATE TABLE public.call_notes (
    call_id uuid NOT NULL,
    number integer NOT NULL,
    note text NOT NULL,
    changes jsonb NOT NULL,
    published_at timestamp with time zone NOT NULL,
    published_by text NOT NULL
);
CREATE TABLE public.calls (
    id uuid NOT NULL,
    year integer NOT NULL,
    title text NOT NULL,
    body text NOT NULL,
    opens_at timestamp with time zone NOT NULL,
    closes_at timestamp with time zone NOT NULL,
    policy_version text NOT NULL,
    published_at timestamp with time zone NOT NULL,
    published_by text NOT NULL,
    form_version integer DEFAULT 1 NOT NULL,
    CONSTRAINT calls_check CHECK ((opens_at < closes_at))
);
CREATE TABLE public.confirmations (
    id uuid NOT NULL,
    application_id uuid NOT NULL,
    credit_code text NOT NULL,
    unit_name text NOT NULL,
    code_sha256 bytea NOT NULL,
    wrong_codes integer DEFAULT 0 NOT NULL,
    state text NOT NULL,
    invited_at timestamp with time zone NOT NULL,
    invited_by text NOT NULL,
    signatory text,
    signed_on date,
    evidence_id uuid,
    content_sha256 bytea,
    why text,
    answered_at timestamp with time zone,
    CONSTRAINT confirmations_state_check CHECK ((state = ANY (ARRAY['Invited'::text, 'Confirmed'::text, 'Declined'::text])))
);
CREATE TABLE public.corrections (
    application_id uuid NOT NULL,
    items jsonb NOT NULL,
    requested_at timestamp with time zone NOT NULL,
    requested_by text NOT NULL,
    due_at timestamp with time zone,
    nominal_due_on date NOT NULL,
    resubmitted_at timestamp with time zone,
    extended_to date,
    first_due_at timestamp with time zone,
    extended_by text
);
CREATE TABLE public.data_protection_key (
    name text NOT NULL,
    xml text NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL
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
CREATE TABLE public.filed_items (
    application_id uuid NOT NULL,
    year integer NOT NULL,
    kind text NOT NULL,
    key text NOT NULL,
    name text NOT NULL,
    CONSTRAINT filed_items_kind_check CHECK ((kind = ANY (ARRAY['name'::text, 'unit'::text, 'project'::text, 'achievement'::text])))
);
CREATE TABLE public.handovers (
    application_id uuid NOT NULL,
    code_sha256 bytea NOT NULL,
    wrong_codes integer DEFAULT 0 NOT NULL,
    offered_at timestamp with time zone NOT NULL,
    offered_by text NOT NULL,
    offered_by_name text NOT NULL,
    expires_at timestamp with time zone NOT NULL
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
CREATE TABLE public.judgements (
    application_id uuid NOT NULL,
    submission integer NOT NULL,
    code text NOT NULL,
    met boolean NOT NULL,
    sentence text NOT NULL,
    judged_at timestamp with time zone NOT NULL,
    judged_by text NOT NULL,
    judged_by_name text NOT NULL
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
CREATE TABLE public.living_alliance (
    alliance_id uuid NOT NULL,
    name text,
    name_key text,
    ended_on date
);
CREATE TABLE public.officer_recusals (
    application_id uuid NOT NULL,
    account text NOT NULL,
    name text NOT NULL,
    why text NOT NULL,
    recused_at timestamp with time zone NOT NULL
);
CREATE TABLE public.officers (
    account text NOT NULL,
    name text NOT NULL,
    met_at timestamp with time zone NOT NULL
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
CREATE TABLE public.panel_seats (
    application_id uuid NOT NULL,
    account text NOT NULL,
    taken_at timestamp with time zone,
    left_at timestamp with time zone
);
CREATE TABLE public.receipt_numbers (
    year integer NOT NULL,
    last integer NOT NULL
);
CREATE TABLE public.removed_attachments (
    document_id uuid NOT NULL,
    application_id uuid NOT NULL,
    removed_at timestamp with time zone NOT NULL,
    removed_by text NOT NULL
);
CREATE TABLE public.review_outcomes (
    application_id uuid NOT NULL,
    experts integer NOT NULL,
    average_score numeric(5,2) NOT NULL
);
CREATE TABLE public.revisions (
    application_id uuid NOT NULL,
    version integer NOT NULL,
    form jsonb NOT NULL,
    saved_at timestamp with time zone NOT NULL,
    saved_by text NOT NULL
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
CREATE TABLE public.submissions (
    application_id uuid NOT NULL,
    number integer NOT NULL,
    content text NOT NULL,
    sha256 bytea NOT NULL,
    submitted_at timestamp with time zone NOT NULL,
    submitted_by text NOT NULL
);
CREATE TABLE public.upload (
    document_id uuid NOT NULL,
    received bigint DEFAULT 0 NOT NULL,
    fingerprint text NOT NULL,
    touched_at timestamp with time zone NOT NULL
);
ALTER TABLE ONLY public.schemaversions ALTER COLUMN schemaversionsid SET DEFAULT nextval('public.schemaversions_schemaversionsid_seq'::regclass);
INSERT INTO public.alliance_outcomes VALUES
	('01a22085-4dcd-7955-a903-f6543e771ae0', '01a22085-2625-70f6-86ba-531e86ea294e', NULL, NULL);
INSERT INTO public.applications VALUES
	('01a22085-2625-70f6-86ba-531e86ea294e', '01a22085-198a-7ef1-bbf9-870794b8f197', 'kunming-2016.1', 'Passed', '{"kind": "industryChain", "plan": {"steps": "分需求调研、联合攻关、示范推广三个阶段实施；每项任务设负责人、里程碑和考核指标，纳入联盟年度工作计划。", "tasks": "大卷重钛锭电子束熔炼；钛带卷温轧与连续酸洗；残钛循环利用；钛制换热器应用示范。", "targets": "建成年产 3000 吨钛带卷示范线；制定标准 2 项；联盟企业新增销售收入 1.5 亿元。", "direction": "以禄劝、武定钛资源为基础，由钛精矿—高钛渣—海绵钛向钛带卷、钛管和钛制化工装备延伸。", "principles": "需求牵引、重点突破，资源共享、分工协作，按贡献分享收益，遵守契约。", "expectedResults": "申请发明专利 6 件以上，发布团体标准 2 项，培养工程硕士 8 名。"}, "team": [{"name": "季光艳", "field": "钛冶金", "title": "研究员", "unitCreditCode": "91530181108805927H"}, {"name": "郝若", "field": "材料加工", "title": "教授级高级工程师", "unitCreditCode": "915301287372142730"}, {"name": "董建龙", "field": "电子束熔炼", "title": "副研究员", "unitCreditCode": "91530112184706832U"}, {"name": "雷国娟", "field": "分析检测", "title": "教授", "unitCreditCode": "125301147757021472"}, {"name": "傅立辉", "field": "装备设计", "title": "副教授", "unitCreditCode": "12530103108201189A"}, {"name": "黄永杰", "field": "钛冶金", "title": "博士", "unitCreditCode": "91530181108805927H"}, {"name": "闵浩英", "field": "材料加工", "title": "高级工程师", "unitCreditCode": "915301287372142730"}, {"name": "蓝玉鹏", "field": "电子束熔炼", "title": "工程师", "unitCreditCode": "91530112184706832U"}, {"name": "谢子", "field": "分析检测", "title": "研究员", "unitCreditCode": "125301147757021472"}, {"name": "黄思峰", "field": "装备设计", "title": "教授级高级工程师", "unitCreditCode": "12530103108201189A"}], "contact": {"name": "任启磊", "phone": "0871-60005471", "position": "技术中心主任"}, "members": [{"kind": "enterprise", "name": "昆明滇钛新材料股份有限公司", "task": "牵头单位；钛带卷连轧与酸洗工艺中试，组织产业化", "isLead": true, "address": "安宁市草铺工业园区钛谷路18号", "contact": {"name": "任启磊", "phone": "0871-60005471", "position": "技术中心主任"}, "kindNote": "", "foundedOn": "2006-04-18", "signature": {"byProxy": false, "signedOn": "2016-08-22", "signatory": "于文洋"}, "creditCode": "91530181108805927H", "regionCode": "530181", "businessScope": "钛及钛合金板、带、管材的生产与销售；海绵钛贸易", "legalRepresentative": "于文洋", "registeredCapitalFen": 12000000000}, {"kind": "enterprise", "name": "禄劝金沙海绵钛有限责任公司", "task": "高钛渣与海绵钛原料提纯，建立原料质量数据库", "isLead": false, "address": "禄劝县屏山街道工业园1号", "contact": {"name": "华雪强", "phone": "0871-60008523", "position": "科技科科长"}, "kindNote": "", "foundedOn": "2009-09-02", "signature": {"byProxy": false, "signedOn": "2016-08-23", "signatory": "穆明青"}, "creditCode": "915301287372142730", "regionCode": "530128", "businessScope": "钛精矿、高钛渣、海绵钛生产", "legalRepresentative": "穆明青", "registeredCapitalFen": 8000000000}, {"kind": "enterprise", "name": "昆明西山特种泵阀有限公司", "task": "钛制化工装备应用验证", "isLead": false, "address": "昆明市西山区海口工业园区云光路6号", "contact": {"name": "赵成军", "phone": "0871-60008510", "position": "科研处处长"}, "kindNote": "", "foundedOn": "2011-03-21", "signature": {"byProxy": false, "signedOn": "2016-08-24", "signatory": "施云坤"}, "creditCode": "91530112184706832U", "regionCode": "530112", "businessScope": "钛制泵、阀、换热器设计制造", "legalRepresentative": "施云坤", "registeredCapitalFen": 3000000000}, {"kind": "university", "name": "滇中理工大学", "task": "钛合金组织性能与电子束熔炼机理研究", "isLead": false, "address": "昆明市呈贡区大学城景明南路99号", "contact": {"name": "于晓鹏", "phone": "0871-60009255", "position": "秘书长"}, "kindNote": "", "foundedOn": "1958-09-01", "signature": {"byProxy": false, "signedOn": "2016-08-25", "signatory": "赵春"}, "creditCode": "125301147757021472", "regionCode": "530114", "businessScope": "理工科高等教育与科学研究", "legalRepresentative": "赵春", "registeredCapitalFen": null}, {"kind": "researchInstitute", "name": "云岭冶金新材料研究院", "task": "残钛回收、检测方法与团体标准制定", "isLead": false, "address": "昆明市盘龙区北京路延长线620号", "contact": {"name": "阮立芳", "phone": "0871-60009896", "position": "科研处处长"}, "kindNote": "", "foundedOn": "1983-05-10", "signature": {"byProxy": false, "signedOn": "2016-08-26", "signatory": "柳若华"}, "creditCode": "12530103108201189A", "regionCode": "530103", "businessScope": "冶金新工艺、新材料研究与检测", "legalRepresentative": "柳若华", "registeredCapitalFen": null}], "coreName": "钛材料", "projects": [{"name": "年产3000吨钛带卷短流程示范线", "summary": "已完成电子束炉安装调试，2016年底投料试车。", "startedOn": "2015-06-01", "investmentFen": 4600000000, "unitCreditCode": "91530181108805927H"}], "agreement": {"goals": "三年内突破大卷重钛带卷短流程制备技术，形成从高钛渣到钛制装备的本地产业链，钛带成材率提高 8 个百分点。", "benefitGuarantee": "优先采购、优先许可、优先共享设备；由理事会每年公布收益分配方案，接受成员监督。", "liableCreditCode": "91530181108805927H", "resultsOwnership": "牵头单位负责统一管理联盟专利池，成果归属在立项时以书面协议确定，未约定的由完成人所在单位共有。", "noDisputeDeclared": true}, "governance": {"fundRules": "《联盟经费管理办法》：引导经费与配套经费单独核算、专款专用，支出须秘书长审核、理事长批准，年度接受审计。", "mechanism": "理事会决策、专家委员会咨询、秘书处执行；年度计划经理事会批准后由秘书处分解到成员单位，按季通报进度。", "advisoryBody": "专家咨询委员会，由成员单位及外聘专家 9 人组成，负责技术路线和项目论证。", "decisionBody": "理事会，由各成员单位法定代表人或授权代表组成，理事长由牵头单位担任，重大事项三分之二以上表决通过。", "executiveBody": "秘书处，设在牵头单位，配专职秘书 2 名，负责日常事务和经费管理。"}, "keyIndustry": "钛材料", "achievements": [{"kind": "intellectualProperty", "title": "一种大卷重钛带卷的温轧方法", "number": "ZL201310245618.4", "ownerCreditCode": "91530181108805927H"}, {"kind": "intellectualProperty", "title": "海绵钛真空蒸馏冷凝装置", "number": "ZL201420336107.X", "ownerCreditCode": "915301287372142730"}, {"kind": "technicalStandard", "title": "冷轧钛带卷", "number": "Q/DTXC 003-2015", "ownerCreditCode": "91530181108805927H"}, {"kind": "researchResult", "title": "残钛回收电子束熔炼技术", "number": "云科鉴字〔2015〕第041号", "ownerCreditCode": "12530103108201189A"}, {"kind": "intellectualProperty", "title": "钛制板式换热器密封结构", "number": "ZL201410087322.5", "ownerCreditCode": "91530112184706832U"}], "industryCode": "3259"}', 2, '昆明钛材料产业技术创新战略联盟', '昆明滇钛新材料股份有限公司', '91530181108805927H', '钛材料', 'SL2016-0001', 1, NULL, NULL, '2016-09-05 01:00:43.4056+00', '2016-09-05 01:00:43.4056+00', '2016-09-09 01:00:00.559485+00', '2016-09-05 01:00:43.085334+00', 'taiye', 'Recognised', '2016-10-08 16:00:00.234531+00', NULL, NULL, '昆明钛材料产业技术创新战略联盟
kmtclcyjscxzmlm
sl2016-0001
sl20160001
昆明滇钛新材料股份有限公司
kmdtxclgfyxgs
91530181108805927h
禄劝金沙海绵钛有限责任公司
mqjshmtyxzrgs
915301287372142730
昆明西山特种泵阀有限公司
kmxstzbfyxgs
91530112184706832u
滇中理工大学
dzlgdx
125301147757021472
云岭冶金新材料研究院
ymyjxclyjy
12530103108201189a', NULL, NULL, NULL, '2016-10-09 16:00:00+00', '2016-10-09', 'taiye', '任启磊', '{}', 2016, NULL, 3);
INSERT INTO public.audit OVERRIDING SYSTEM VALUE VALUES
	(1, '01a22085-198a-7ef1-bbf9-870794b8f197', '2016-09-05 01:00:40.108293+00', 'shouli', '王敏（受理）', NULL, '127.0.0.1', 'PublishCall', 'Art. 9', 'kunming-2016.1', '{"draftId":null,"year":2016,"title":"关于申报2016年度昆明市产业技术创新战略联盟的通知","body":"根据《昆明市产业技术创新战略联盟认定管理办法》第九条，请牵头单位按要求填报申报书并上传附件，在截止时间前提交。","opensAt":"2016-09-05T01:00:37.9125068+00:00","closesAt":"2016-10-05T17:30:00+08:00"}', '\x0000000000000000000000000000000000000000000000000000000000000000', '\x3bfcc578e38c0b1e78be655f0d736cc38288f84775ef5f8c45ba3aae72199a1e'),
	(2, '01a22085-2625-70f6-86ba-531e86ea294e', '2016-09-05 01:00:42.960296+00', 'taiye', '任启磊', '91530181108805927H', '127.0.0.1', 'StartApplication', 'Art. 9', 'kunming-2016.1', '{"callId":"01a22085-198a-7ef1-bbf9-870794b8f197","copyFrom":null}', '\x0000000000000000000000000000000000000000000000000000000000000000', '\xaf64ba2b6044a5f274a60eb1a43dbc1b0792958ccbe69331134c69737e554d41'),
	(3, '01a22085-2625-70f6-86ba-531e86ea294e', '2016-09-05 01:00:43.092819+00', 'taiye', '任启磊', '91530181108805927H', '127.0.0.1', 'SaveForm', NULL, 'kunming-2016.1', '{"version":2}', '\xaf64ba2b6044a5f274a60eb1a43dbc1b0792958ccbe69331134c69737e554d41', '\x9c789211dac9608a167a420c1f08859c8f786876a9e767ecad183b1bef16cc3d'),
	(4, '01a22085-2625-70f6-86ba-531e86ea294e', '2016-09-05 01:00:43.155283+00', 'taiye', '任启磊', '91530181108805927H', '127.0.0.1', 'Attach', NULL, 'kunming-2016.1', '{"attachmentId":"01a22085-26de-717e-9d74-b57b500950da","kind":"recommendation","title":"推荐公函","fileName":"01-推荐公函.pdf"}', '\x9c789211dac9608a167a420c1f08859c8f786876a9e767ecad183b1bef16cc3d', '\xcc6357834151b80660066aff0ae8cd463e375933a15f126c82f48181c8ae3e78'),
	(5, '01a22085-2625-70f6-86ba-531e86ea294e', '2016-09-05 01:00:43.230621+00', 'taiye', '任启磊', '91530181108805927H', '127.0.0.1', 'Attach', NULL, 'kunming-2016.1', '{"attachmentId":"01a22085-2738-7266-bb3c-86446af8b1fc","kind":"agreement","title":"联盟协议","fileName":"02-联盟协议.pdf"}', '\xcc6357834151b80660066aff0ae8cd463e375933a15f126c82f48181c8ae3e78', '\xd31d0258c48be11147de1f5b775bac7a22c34ea7513d8d8931a2ff0dac7f6191'),
	(6, '01a22085-2625-70f6-86ba-531e86ea294e', '2016-09-05 01:00:43.263144+00', 'taiye', '任启磊', '91530181108805927H', '127.0.0.1', 'Attach', NULL, 'kunming-2016.1', '{"attachmentId":"01a22085-275c-797d-ab51-194760dca260","kind":"certificate","title":"成员单位法人证书汇编","fileName":"03-法人证书.pdf"}', '\xd31d0258c48be11147de1f5b775bac7a22c34ea7513d8d8931a2ff0dac7f6191', '\xf063e3813fb259f6ce43d0ed26b692a4dd13638da3b0418f74dcb4fcd106fe95'),
	(7, '01a22085-2625-70f6-86ba-531e86ea294e', '2016-09-05 01:00:43.29925+00', 'taiye', '任启磊', '91530181108805927H', '127.0.0.1', 'Attach', NULL, 'kunming-2016.1', '{"attachmentId":"01a22085-277a-7974-8c7d-b785404bd3d9","kind":"evidence","title":"项目与成果证明材料","fileName":"04-证明材料.pdf"}', '\xf063e3813fb259f6ce43d0ed26b692a4dd13638da3b0418f74dcb4fcd106fe95', '\x8df3fa42d2066eb6ceee6cfdf3d9166a70bbd8044e1446636bbc5609c69903f4'),
	(8, '01a22085-2625-70f6-86ba-531e86ea294e', '2016-09-05 01:00:43.809973+00', 'taiye', '任启磊', '91530181108805927H', '127.0.0.1', 'Submit', 'Art. 9', 'kunming-2016.1', '{"receiptNumber":"SL2016-0001"}', '\x8df3fa42d2066eb6ceee6cfdf3d9166a70bbd8044e1446636bbc5609c69903f4', '\xc9045ab923d43c93f83b8eff99c4be5a64b93717341f300322f5eb6ca1182882'),
	(9, '01a22085-2625-70f6-86ba-531e86ea294e', '2016-09-09 01:00:00.530868+00', 'shouli', '王敏（受理）', NULL, '127.0.0.1', 'JudgeConditions', 'Art. 10', 'kunming-2016.1', '{"judgements":[{"code":"P0","met":true,"sentence":"经核对申报材料，符合。"},{"code":"P1","met":true,"sentence":"经核对申报材料，符合。"},{"code":"P2","met":true,"sentence":"经核对申报材料，符合。"},{"code":"P3","met":true,"sentence":"经核对申报材料，符合。"},{"code":"P4","met":true,"sentence":"经核对申报材料，符合。"},{"code":"P5","met":true,"sentence":"经核对申报材料，符合。"},{"code":"P6","met":true,"sentence":"经核对申报材料，符合。"},{"code":"P7","met":true,"sentence":"经核对申报材料，符合。"},{"code":"P8","met":true,"sentence":"经核对申报材料，符合。"},{"code":"P9","met":true,"sentence":"经核对申报材料，符合。"},{"code":"P10","met":true,"sentence":"经核对申报材料，符合。"},{"code":"P11","met":true,"sentence":"经核对申报材料，符合。"},{"code":"P12","met":true,"sentence":"经核对申报材料，符合。"},{"code":"P13","met":true,"sentence":"经核对申报材料，符合。"},{"code":"P14","met":true,"sentence":"经核对申报材料，符合。"},{"code":"P15","met":true,"sentence":"经核对申报材料，符合。"},{"code":"P16","met":true,"sentence":"经核对申报材料，符合。"},{"code":"P17","met":true,"sentence":"经核对申报材料，符合。"}]}', '\xc9045ab923d43c93f83b8eff99c4be5a64b93717341f300322f5eb6ca1182882', '\x1333f3585164ffdcdada910689e6930bcca72b9c79c53bd4bcd9d4021f4aa27c'),
	(10, '01a22085-2625-70f6-86ba-531e86ea294e', '2016-09-09 01:00:00.577493+00', 'shouli', '王敏（受理）', NULL, '127.0.0.1', 'PassFormalReview', 'Art. 10', 'kunming-2016.1', NULL, '\x1333f3585164ffdcdada910689e6930bcca72b9c79c53bd4bcd9d4021f4aa27c', '\x37736ed077f24001a9d96ccb5c3f354e2196bd6be4dfe551a3d3cad92ef98503'),
	(11, '01a22085-2625-70f6-86ba-531e86ea294e', '2016-09-18 01:00:00.369153+00', 'system:workflows', 'workflows', NULL, NULL, 'FollowCase', NULL, NULL, '{"from":"FormalReview","to":"ExpertReview","because":"FormalReviewPassed"}', '\x37736ed077f24001a9d96ccb5c3f354e2196bd6be4dfe551a3d3cad92ef98503', '\xfe2c0ea10932e8f6425f9e061cdc29a3aa96ef182d68820d227fb381fba5b461'),
	(12, '01a22085-2625-70f6-86ba-531e86ea294e', '2016-09-18 01:00:00.472602+00', 'system:workflows', 'workflows', NULL, NULL, 'FollowCaseIgnored', NULL, NULL, '{"from":"","to":"FormalReview","because":"ApplicationSubmitted"}', '\xfe2c0ea10932e8f6425f9e061cdc29a3aa96ef182d68820d227fb381fba5b461', '\xa487ac8305ac9d173567ad84078880d1ff96690bce7c7ec039d56251f7f703e0'),
	(13, '01a22085-2625-70f6-86ba-531e86ea294e', '2016-09-18 01:00:01.775405+00', 'system:review', 'review', NULL, NULL, 'PanelSeatTaken', NULL, NULL, '{"account":"zhuanjia1"}', '\xa487ac8305ac9d173567ad84078880d1ff96690bce7c7ec039d56251f7f703e0', '\x231161e65759da35eaaccb6a95f79eb2eb4b603fd70bc56ca0222803f88161e6'),
	(14, '01a22085-2625-70f6-86ba-531e86ea294e', '2016-09-18 01:00:01.802969+00', 'system:review', 'review', NULL, NULL, 'PanelSeatTaken', NULL, NULL, '{"account":"zhuanjia3"}', '\x231161e65759da35eaaccb6a95f79eb2eb4b603fd70bc56ca0222803f88161e6', '\x2ee9f215269005696c305767a19bd7c2e0c3d1eb314b45d71b455e65521e47bc'),
	(15, '01a22085-2625-70f6-86ba-531e86ea294e', '2016-09-18 01:00:01.810939+00', 'system:review', 'review', NULL, NULL, 'PanelSeatTaken', NULL, NULL, '{"account":"zhuanjia5"}', '\x2ee9f215269005696c305767a19bd7c2e0c3d1eb314b45d71b455e65521e47bc', '\x511ba64e8ebcae394e5c4da27a6928cad752dbc64b9408c87b53505cbecba07a'),
	(16, '01a22085-2625-70f6-86ba-531e86ea294e', '2016-09-18 01:00:04.579484+00', 'system:workflows', 'workflows', NULL, NULL, 'KeepOutcomes', NULL, NULL, '{"applicationId":"01a22085-2625-70f6-86ba-531e86ea294e","recommended":true,"averageScore":88.33,"experts":3,"opinion":"专家组审阅材料并质询，认为符合办法第八条的要求，推荐认定。","concludedAt":"2016-09-18T01:00:04.5173828+00:00"}', '\x511ba64e8ebcae394e5c4da27a6928cad752dbc64b9408c87b53505cbecba07a', '\xc896e63e1c07d9f7c1675ec425c55e85384d3fa809979ad397c5c442bda87e76'),
	(17, '01a22085-2625-70f6-86ba-531e86ea294e', '2016-09-18 01:00:04.622215+00', 'system:workflows', 'workflows', NULL, NULL, 'FollowCase', NULL, NULL, '{"from":"ExpertReview","to":"Determination","because":"ExpertReviewConcluded"}', '\xc896e63e1c07d9f7c1675ec425c55e85384d3fa809979ad397c5c442bda87e76', '\x0aefc9372bcf260a5a06b4f395c0d556fe3a06cd4494b86645fe91b4aeb54d7f'),
	(18, '01a22085-2625-70f6-86ba-531e86ea294e', '2016-09-27 01:00:01.709924+00', 'system:workflows', 'workflows', NULL, NULL, 'FollowCase', NULL, NULL, '{"from":"Determination","to":"PublicNotice","because":"RecognitionProposed"}', '\x0aefc9372bcf260a5a06b4f395c0d556fe3a06cd4494b86645fe91b4aeb54d7f', '\x84c65173b4567e074f21beac75c758d3294126b6cec06f1ac8639296ccb3c9bd'),
	(19, '01a22085-2625-70f6-86ba-531e86ea294e', '2016-09-27 01:00:02.509206+00', 'system:workflows', 'workflows', NULL, NULL, 'FollowCase', NULL, NULL, '{"from":"PublicNotice","to":"PublicNotice","because":"NoticePublished"}', '\x84c65173b4567e074f21beac75c758d3294126b6cec06f1ac8639296ccb3c9bd', '\xb47e53e9f3b9e2ddc11d0c368a404bcabe3ed660aacde2cb9ae7fcb8141a6edc'),
	(20, '01a22085-2625-70f6-86ba-531e86ea294e', '2016-10-08 16:00:00.087904+00', 'system:workflows', 'workflows', NULL, NULL, 'FollowCase', NULL, NULL, '{"from":"PublicNotice","to":"Certification","because":"NoticePeriodEnds"}', '\xb47e53e9f3b9e2ddc11d0c368a404bcabe3ed660aacde2cb9ae7fcb8141a6edc', '\x8dfed899297aa4785f6e91cfc5a5992ca26960d686967a9cf8f98333eb97cf2e'),
	(21, '01a22085-2625-70f6-86ba-531e86ea294e', '2016-10-08 16:00:00.21398+00', 'system:workflows', 'workflows', NULL, NULL, 'KeepOutcomes', NULL, NULL, '{"allianceId":"01a22085-4dcd-7955-a903-f6543e771ae0","applicationId":"01a22085-2625-70f6-86ba-531e86ea294e"}', '\x8dfed899297aa4785f6e91cfc5a5992ca26960d686967a9cf8f98333eb97cf2e', '\xc826f7a75c1d4497b1ee39b99bf773bacd348d0cc1718f440c25046fd2b799b7'),
	(22, '01a22085-4dcd-7955-a903-f6543e771ae0', '2016-10-08 16:00:00.226481+00', 'system:certification', 'certification', NULL, NULL, 'KeepAllianceNames', NULL, NULL, '{"allianceId":"01a22085-4dcd-7955-a903-f6543e771ae0","name":"昆明钛材料产业技术创新战略联盟","key":"昆明钛材料产业技术创新战略联盟"}', '\x0000000000000000000000000000000000000000000000000000000000000000', '\xf1e3797a9c95f76fed5ccf4d75c778fc940c28d55d82139f902f7357a171a831'),
	(23, '01a22085-2625-70f6-86ba-531e86ea294e', '2016-10-08 16:00:00.293459+00', 'system:workflows', 'workflows', NULL, NULL, 'FollowCase', NULL, NULL, '{"from":"Certification","to":"Recognised","because":"AllianceRecognised"}', '\xc826f7a75c1d4497b1ee39b99bf773bacd348d0cc1718f440c25046fd2b799b7', '\x82949307af1b30de5b6a227eb26cf24a9781582b897d6bedede42728264ac1bc');
INSERT INTO public.calls VALUES
	('01a22085-198a-7ef1-bbf9-870794b8f197', 2016, '关于申报2016年度昆明市产业技术创新战略联盟的通知', '根据《昆明市产业技术创新战略联盟认定管理办法》第九条，请牵头单位按要求填报申报书并上传附件，在截止时间前提交。', '2016-09-05 01:00:37.912506+00', '2016-10-05 09:30:00+00', 'kunming-2016.1', '2016-09-05 01:00:40.099463+00', 'shouli', 1);
INSERT INTO public.document VALUES
	('01a22085-26de-717e-9d74-b57b500950da', '01a22085-2625-70f6-86ba-531e86ea294e', 'Recommendation', '推荐公函', '01-推荐公函.pdf', 'application/pdf', 512, '\x67d97cdabb2c68ef660baefefabccb9fce604320e4a2e973536f4766bf5a5e07', '2016-09-05 01:00:43.136786+00', 'taiye', 'Stored', NULL),
	('01a22085-2738-7266-bb3c-86446af8b1fc', '01a22085-2625-70f6-86ba-531e86ea294e', 'Agreement', '联盟协议', '02-联盟协议.pdf', 'application/pdf', 512, '\x89c79847ec963e7e9a6889ee2c1b634c62253379987a6142d3f7b784993318b3', '2016-09-05 01:00:43.223518+00', 'taiye', 'Stored', NULL),
	('01a22085-275c-797d-ab51-194760dca260', '01a22085-2625-70f6-86ba-531e86ea294e', 'Certificate', '成员单位法人证书汇编', '03-法人证书.pdf', 'application/pdf', 512, '\x5a5307f59137b18f4894cd20cdc040532519b6bad510c0d25e12d572ea78b78e', '2016-09-05 01:00:43.258757+00', 'taiye', 'Stored', NULL),
	('01a22085-277a-7974-8c7d-b785404bd3d9', '01a22085-2625-70f6-86ba-531e86ea294e', 'Evidence', '项目与成果证明材料', '04-证明材料.pdf', 'application/pdf', 512, '\x525fc15d40499ea1fb96a2fcc4ab6ff7af641183dad1d01897564f5bb7099af4', '2016-09-05 01:00:43.296889+00', 'taiye', 'Stored', NULL),
	('01a22085-0000-7000-8000-000000000001', '01a22085-2625-70f6-86ba-531e86ea294e', 'Recommendation', '联盟协议', '联盟协议.pdf', '', 4096, '\x', '2016-09-05 01:00:43.136786+00', 'taiye', 'Arriving', NULL);
INSERT INTO public.document_chunk VALUES
	('01a22085-26de-717e-9d74-b57b500950da', 0, '\x255044462d312e340a25d3ebe9e10a312030206f626a0a3c3c2f5469746c65203c46454646363341383833353035313643353146443e0a2f43726561746f7220284d6f7a696c6c612f352e30205c285831313b204c696e7578207838365f36345c29204170706c655765624b69742f3533372e3336205c284b48544d4c2c206c696b65204765636b6f5c2920486561646c6573734368726f6d652f3135362e302e302e30205361666172692f3533372e3336290a2f50726f64756365722028536b69612f504446206d313536290a2f4372656174696f6e446174652028443a32303236313132333139343734342b303027303027290a2f4d6f64446174652028443a32303236313132333139343734342b303027303027293e3e0a656e646f626a0a332030206f626a0a3c3c2f636120310a2f424d202f4e6f726d616c3e3e0a656e646f626a0a352030206f626a0a3c3c2f46696c746572202f466c6174654465636f64650a2f4c656e677468203930373e3e2073747265616d0a789cc558db6ed4400c7dcf57e41989d41ecfc52355953299a4e2012460253e809b84d4224af97fa6092db41cab1b5489ee4377bdb31ee7f8d83e338393bcfef5d45ecf873f3eaae72173cedabfbfe8be752ee44152e86fff738e34c42cbe7759b5fdd0f9feea63f7ee597fd956cbc02eac3eb7770f7fdd5cd2faf59bf37e7b73f5b93b3997'),
	('01a22085-2738-7266-bb3c-86446af8b1fc', 0, '\x255044462d312e340a25d3ebe9e10a312030206f626a0a3c3c2f5469746c65203c4645464636363036363630453934394236373530363539393445413734453141363238303637324635323142363542303632313837353635383035343736444635333446384241453e0a2f43726561746f7220284d6f7a696c6c612f352e30205c285831313b204c696e7578207838365f36345c29204170706c655765624b69742f3533372e3336205c284b48544d4c2c206c696b65204765636b6f5c2920486561646c6573734368726f6d652f3135362e302e302e30205361666172692f3533372e3336290a2f50726f64756365722028536b69612f504446206d313536290a2f4372656174696f6e446174652028443a32303236313132333139343734362b303027303027290a2f4d6f64446174652028443a32303236313132333139343734362b303027303027293e3e0a656e646f626a0a332030206f626a0a3c3c2f636120310a2f424d202f4e6f726d616c3e3e0a656e646f626a0a352030206f626a0a3c3c2f46696c746572202f466c6174654465636f64650a2f4c656e67746820323336313e3e2073747265616d0a789cc55b5baf1bb7117ed7afd07381ca9ce11d300c2cf762f42105da1e20cf499a1828e204719cff1f52da8bc4fde6ec6e22a73e307c96a286b333f3cd95beb08ed73f67957ffe7eb97b0c862e91620c'),
	('01a22085-275c-797d-ab51-194760dca260', 0, '\x255044462d312e340a25d3ebe9e10a312030206f626a0a3c3c2f5469746c65203c464546463632313035343538353335353446344438343235344531413632363737313637333030313643443534454241384243313445363634464531363036463e0a2f43726561746f7220284d6f7a696c6c612f352e30205c285831313b204c696e7578207838365f36345c29204170706c655765624b69742f3533372e3336205c284b48544d4c2c206c696b65204765636b6f5c2920486561646c6573734368726f6d652f3135362e302e302e30205361666172692f3533372e3336290a2f50726f64756365722028536b69612f504446206d313536290a2f4372656174696f6e446174652028443a32303236313132333139343734382b303027303027290a2f4d6f64446174652028443a32303236313132333139343734382b303027303027293e3e0a656e646f626a0a332030206f626a0a3c3c2f636120310a2f424d202f4e6f726d616c3e3e0a656e646f626a0a352030206f626a0a3c3c2f46696c746572202f466c6174654465636f64650a2f4c656e67746820323133343e3e2073747265616d0a789ccd5b5bafdc34107edf5f916724727cbf4855a55c36150f200147e2194aa9846811a5fc7f1c277662efccda3e3d6a7baaaa5d7bd69ef93c976f9c9c9e71eb7f3ae2fe7cdb9f3e1a417b4bad35ddeb77977f2e4cda9e6b'),
	('01a22085-277a-7974-8c7d-b785404bd3d9', 0, '\x255044462d312e340a25d3ebe9e10a312030206f626a0a3c3c2f5469746c65203c4645464637383134353344313536453239363146333030313445413734453141353331363938373937364545344530453632313036373943384243313636304536373530363539393e0a2f43726561746f7220284d6f7a696c6c612f352e30205c285831313b204c696e7578207838365f36345c29204170706c655765624b69742f3533372e3336205c284b48544d4c2c206c696b65204765636b6f5c2920486561646c6573734368726f6d652f3135362e302e302e30205361666172692f3533372e3336290a2f50726f64756365722028536b69612f504446206d313536290a2f4372656174696f6e446174652028443a32303236313132333139343735302b303027303027290a2f4d6f64446174652028443a32303236313132333139343735302b303027303027293e3e0a656e646f626a0a332030206f626a0a3c3c2f636120310a2f424d202f4e6f726d616c3e3e0a656e646f626a0a352030206f626a0a3c3c2f46696c746572202f466c6174654465636f64650a2f4c656e67746820323930353e3e2073747265616d0a789ced5c4b8fe4b611becfafe873806849169fc0628196d4327270802403e49c388e812076908df3ff4352a2ba592a36c9796560cfee6147d4d7ac8f2cd6b3393b0870f1cf89f9bfbf1d6e1eade483e3'),
	('01a22085-0000-7000-8000-000000000001', 0, '\x255044462d312e37');
INSERT INTO public.filed_items VALUES
	('01a22085-2625-70f6-86ba-531e86ea294e', 2016, 'name', '钛材料', '钛材料'),
	('01a22085-2625-70f6-86ba-531e86ea294e', 2016, 'unit', '91530181108805927H', '昆明滇钛新材料股份有限公司'),
	('01a22085-2625-70f6-86ba-531e86ea294e', 2016, 'unit', '915301287372142730', '禄劝金沙海绵钛有限责任公司'),
	('01a22085-2625-70f6-86ba-531e86ea294e', 2016, 'unit', '91530112184706832U', '昆明西山特种泵阀有限公司'),
	('01a22085-2625-70f6-86ba-531e86ea294e', 2016, 'unit', '125301147757021472', '滇中理工大学'),
	('01a22085-2625-70f6-86ba-531e86ea294e', 2016, 'unit', '12530103108201189A', '云岭冶金新材料研究院'),
	('01a22085-2625-70f6-86ba-531e86ea294e', 2016, 'project', '年产3000吨钛带卷短流程示范线', '年产3000吨钛带卷短流程示范线'),
	('01a22085-2625-70f6-86ba-531e86ea294e', 2016, 'achievement', 'ZL2013102456184', 'ZL201310245618.4 一种大卷重钛带卷的温轧方法'),
	('01a22085-2625-70f6-86ba-531e86ea294e', 2016, 'achievement', 'ZL201420336107X', 'ZL201420336107.X 海绵钛真空蒸馏冷凝装置'),
	('01a22085-2625-70f6-86ba-531e86ea294e', 2016, 'achievement', 'QDTXC0032015', 'Q/DTXC 003-2015 冷轧钛带卷'),
	('01a22085-2625-70f6-86ba-531e86ea294e', 2016, 'achievement', '云科鉴字2015第041号', '云科鉴字〔2015〕第041号 残钛回收电子束熔炼技术'),
	('01a22085-2625-70f6-86ba-531e86ea294e', 2016, 'achievement', 'ZL2014100873225', 'ZL201410087322.5 钛制板式换热器密封结构');
INSERT INTO public.inbox VALUES
	('ed040000-3de6-f79c-0682-08df4d0c4a31', 'e36e2593-f379-9210-bc7e-55808c2c997e', '2026-11-28 04:58:49.269888+00'),
	('ed040000-3de6-f79c-02dc-08df4d0c49e0', 'e36e2593-f379-9210-bc7e-55808c2c997e', '2026-11-28 04:58:49.439008+00'),
	('ea040000-3de6-f79c-a73f-08df4d0c4b13', 'ee135e5c-b6c8-e5c9-d584-29dbd7a80f70', '2026-11-28 04:58:50.738758+00'),
	('ea040000-3de6-f79c-8e4e-08df4d0c4b27', 'ee135e5c-b6c8-e5c9-d584-29dbd7a80f70', '2026-11-28 04:58:50.790786+00'),
	('ea040000-3de6-f79c-6cdc-08df4d0c4b28', 'ee135e5c-b6c8-e5c9-d584-29dbd7a80f70', '2026-11-28 04:58:50.797646+00'),
	('ea040000-3de6-f79c-f0d7-08df4d0c4ce7', 'ece3c313-cfb4-c3fd-705b-86717bc14ab4', '2026-11-28 04:58:53.560911+00'),
	('ed040000-3de6-f79c-1c9c-08df4d0c4cf4', 'e36e2593-f379-9210-bc7e-55808c2c997e', '2026-11-28 04:58:53.609797+00'),
	('ed040000-3de6-f79c-7c3c-08df4d0c4e05', 'e36e2593-f379-9210-bc7e-55808c2c997e', '2026-11-28 04:58:55.45751+00'),
	('ed040000-3de6-f79c-fd3f-08df4d0c4e8c', 'e36e2593-f379-9210-bc7e-55808c2c997e', '2026-11-28 04:58:56.278918+00'),
	('ed040000-3de6-f79c-c8ab-08df4d0c4ed8', 'e36e2593-f379-9210-bc7e-55808c2c997e', '2026-11-28 04:58:56.799223+00'),
	('ec040000-3de6-f79c-44e6-08df4d0c4eef', '9dbd9bc1-eaf6-ea29-c234-02379ec57555', '2026-11-28 04:58:56.94633+00'),
	('ec040000-3de6-f79c-44e6-08df4d0c4eef', 'f6bc792b-7a8f-d9ff-4344-4c32e54a7d59', '2026-11-28 04:58:56.951459+00'),
	('ed040000-3de6-f79c-0861-08df4d0c4ef9', 'e36e2593-f379-9210-bc7e-55808c2c997e', '2026-11-28 04:58:57.02316+00'),
	('ed040000-3de6-f79c-a4d0-08df4d0c4f9e', 'e36e2593-f379-9210-bc7e-55808c2c997e', '2026-11-28 04:58:58.109324+00');
INSERT INTO public.judgements VALUES
	('01a22085-2625-70f6-86ba-531e86ea294e', 1, 'P0', true, '经核对申报材料，符合。', '2016-09-09 01:00:00.518183+00', 'shouli', '王敏（受理）'),
	('01a22085-2625-70f6-86ba-531e86ea294e', 1, 'P1', true, '经核对申报材料，符合。', '2016-09-09 01:00:00.521469+00', 'shouli', '王敏（受理）'),
	('01a22085-2625-70f6-86ba-531e86ea294e', 1, 'P2', true, '经核对申报材料，符合。', '2016-09-09 01:00:00.522128+00', 'shouli', '王敏（受理）'),
	('01a22085-2625-70f6-86ba-531e86ea294e', 1, 'P3', true, '经核对申报材料，符合。', '2016-09-09 01:00:00.522633+00', 'shouli', '王敏（受理）'),
	('01a22085-2625-70f6-86ba-531e86ea294e', 1, 'P4', true, '经核对申报材料，符合。', '2016-09-09 01:00:00.523134+00', 'shouli', '王敏（受理）'),
	('01a22085-2625-70f6-86ba-531e86ea294e', 1, 'P5', true, '经核对申报材料，符合。', '2016-09-09 01:00:00.523836+00', 'shouli', '王敏（受理）'),
	('01a22085-2625-70f6-86ba-531e86ea294e', 1, 'P6', true, '经核对申报材料，符合。', '2016-09-09 01:00:00.524622+00', 'shouli', '王敏（受理）'),
	('01a22085-2625-70f6-86ba-531e86ea294e', 1, 'P7', true, '经核对申报材料，符合。', '2016-09-09 01:00:00.52531+00', 'shouli', '王敏（受理）'),
	('01a22085-2625-70f6-86ba-531e86ea294e', 1, 'P8', true, '经核对申报材料，符合。', '2016-09-09 01:00:00.525801+00', 'shouli', '王敏（受理）'),
	('01a22085-2625-70f6-86ba-531e86ea294e', 1, 'P9', true, '经核对申报材料，符合。', '2016-09-09 01:00:00.526258+00', 'shouli', '王敏（受理）'),
	('01a22085-2625-70f6-86ba-531e86ea294e', 1, 'P10', true, '经核对申报材料，符合。', '2016-09-09 01:00:00.526661+00', 'shouli', '王敏（受理）'),
	('01a22085-2625-70f6-86ba-531e86ea294e', 1, 'P11', true, '经核对申报材料，符合。', '2016-09-09 01:00:00.527066+00', 'shouli', '王敏（受理）'),
	('01a22085-2625-70f6-86ba-531e86ea294e', 1, 'P12', true, '经核对申报材料，符合。', '2016-09-09 01:00:00.527436+00', 'shouli', '王敏（受理）'),
	('01a22085-2625-70f6-86ba-531e86ea294e', 1, 'P13', true, '经核对申报材料，符合。', '2016-09-09 01:00:00.527793+00', 'shouli', '王敏（受理）'),
	('01a22085-2625-70f6-86ba-531e86ea294e', 1, 'P14', true, '经核对申报材料，符合。', '2016-09-09 01:00:00.528294+00', 'shouli', '王敏（受理）'),
	('01a22085-2625-70f6-86ba-531e86ea294e', 1, 'P15', true, '经核对申报材料，符合。', '2016-09-09 01:00:00.529016+00', 'shouli', '王敏（受理）'),
	('01a22085-2625-70f6-86ba-531e86ea294e', 1, 'P16', true, '经核对申报材料，符合。', '2016-09-09 01:00:00.529704+00', 'shouli', '王敏（受理）'),
	('01a22085-2625-70f6-86ba-531e86ea294e', 1, 'P17', true, '经核对申报材料，符合。', '2016-09-09 01:00:00.530335+00', 'shouli', '王敏（受理）');
INSERT INTO public.letter VALUES
	('01a22085-2980-7e24-a300-daebdd3984b6', '01a22085-2625-70f6-86ba-531e86ea294e', 'unit:91530181108805927H', '申报书已受理', '申报书已于 {0} 提交，受理编号 {1}。回执可以随时下载。', '[[], ["2016-09-05 09:00", "SL2016-0001"]]', '/intake/applications/01a22085-2625-70f6-86ba-531e86ea294e/receipt', 'Art. 9', '2016-09-05 01:00:43.806605+00'),
	('01a22085-2d0c-73f0-80ce-d45608b87e56', '01a22085-2625-70f6-86ba-531e86ea294e', 'unit:91530181108805927H', '申报书通过形式审查', '申报书 {0} 已通过形式审查，转入专家评审。', '[[], ["SL2016-0001"]]', '/intake/applications/01a22085-2625-70f6-86ba-531e86ea294e', 'Art. 10', '2016-09-09 01:00:00.576232+00');
INSERT INTO public.letter_address VALUES
	('qiye1', '{account:qiye1}', 'qiye1@example.org', '2026-11-28 05:02:37.472086+00', '5f4bc20d-64ae-4448-bd99-09b7eee42fde');
INSERT INTO public.letter_mail VALUES
	('1e45185b-7c82-4993-9925-531dd56dd315', '01a22085-2980-7e24-a300-daebdd3984b6', 'qiye1', 'qiye1@example.org', 1, NULL, '2016-09-05 01:00:43.806605+00', NULL),
	('f2995819-eb5f-420d-bd49-1f484eb25351', '01a22085-2d0c-73f0-80ce-d45608b87e56', 'qiye1', 'qiye1@example.org', 1, NULL, '2016-09-09 01:00:00.576232+00', NULL);
INSERT INTO public.letter_read VALUES
	('01a22085-2980-7e24-a300-daebdd3984b6', 'qiye1', '2016-09-05 01:00:43.806605+00');
INSERT INTO public.living_alliance VALUES
	('01a22085-4dcd-7955-a903-f6543e771ae0', '昆明钛材料产业技术创新战略联盟', '昆明钛材料产业技术创新战略联盟', NULL);
INSERT INTO public.outbox OVERRIDING SYSTEM VALUE VALUES
	(4, 3, '14ab18ae-7dfc-4740-905f-29faceaeaceb', '01a22085-2625-70f6-86ba-531e86ea294e', 'nobody', true, 'application/vnd.masstransit+json', NULL, '\x7b7d', '2026-11-28 05:02:37.479196+00', 'nobody');
INSERT INTO public.outbox_lane VALUES
	(0),
	(1),
	(2),
	(3),
	(4),
	(5),
	(6),
	(7);
INSERT INTO public.panel_seats VALUES
	('01a22085-2625-70f6-86ba-531e86ea294e', 'zhuanjia1', '2016-09-18 01:00:01.278167+00', NULL),
	('01a22085-2625-70f6-86ba-531e86ea294e', 'zhuanjia3', '2016-09-18 01:00:01.578544+00', NULL),
	('01a22085-2625-70f6-86ba-531e86ea294e', 'zhuanjia5', '2016-09-18 01:00:01.583507+00', NULL);
INSERT INTO public.receipt_numbers VALUES
	(2016, 1);
INSERT INTO public.review_outcomes VALUES
	('01a22085-2625-70f6-86ba-531e86ea294e', 3, 88.33);
INSERT INTO public.revisions VALUES
	('01a22085-2625-70f6-86ba-531e86ea294e', 1, '{"kind": "unspecified", "plan": {"steps": "", "tasks": "", "targets": "", "direction": "", "principles": "", "expectedResults": ""}, "team": [], "contact": {"name": "", "phone": "", "position": ""}, "members": [{"kind": "unspecified", "name": "昆明滇钛新材料股份有限公司", "task": "", "isLead": true, "address": "", "contact": {"name": "", "phone": "", "position": ""}, "kindNote": "", "foundedOn": null, "signature": null, "creditCode": "91530181108805927H", "regionCode": "", "businessScope": "", "legalRepresentative": "", "registeredCapitalFen": null}], "coreName": "", "projects": [], "agreement": {"goals": "", "benefitGuarantee": "", "liableCreditCode": "", "resultsOwnership": "", "noDisputeDeclared": false}, "governance": {"fundRules": "", "mechanism": "", "advisoryBody": "", "decisionBody": "", "executiveBody": ""}, "keyIndustry": "", "achievements": [], "industryCode": ""}', '2016-09-05 01:00:42.958421+00', '任启磊'),
	('01a22085-2625-70f6-86ba-531e86ea294e', 2, '{"kind": "industryChain", "plan": {"steps": "分需求调研、联合攻关、示范推广三个阶段实施；每项任务设负责人、里程碑和考核指标，纳入联盟年度工作计划。", "tasks": "大卷重钛锭电子束熔炼；钛带卷温轧与连续酸洗；残钛循环利用；钛制换热器应用示范。", "targets": "建成年产 3000 吨钛带卷示范线；制定标准 2 项；联盟企业新增销售收入 1.5 亿元。", "direction": "以禄劝、武定钛资源为基础，由钛精矿—高钛渣—海绵钛向钛带卷、钛管和钛制化工装备延伸。", "principles": "需求牵引、重点突破，资源共享、分工协作，按贡献分享收益，遵守契约。", "expectedResults": "申请发明专利 6 件以上，发布团体标准 2 项，培养工程硕士 8 名。"}, "team": [{"name": "季光艳", "field": "钛冶金", "title": "研究员", "unitCreditCode": "91530181108805927H"}, {"name": "郝若", "field": "材料加工", "title": "教授级高级工程师", "unitCreditCode": "915301287372142730"}, {"name": "董建龙", "field": "电子束熔炼", "title": "副研究员", "unitCreditCode": "91530112184706832U"}, {"name": "雷国娟", "field": "分析检测", "title": "教授", "unitCreditCode": "125301147757021472"}, {"name": "傅立辉", "field": "装备设计", "title": "副教授", "unitCreditCode": "12530103108201189A"}, {"name": "黄永杰", "field": "钛冶金", "title": "博士", "unitCreditCode": "91530181108805927H"}, {"name": "闵浩英", "field": "材料加工", "title": "高级工程师", "unitCreditCode": "915301287372142730"}, {"name": "蓝玉鹏", "field": "电子束熔炼", "title": "工程师", "unitCreditCode": "91530112184706832U"}, {"name": "谢子", "field": "分析检测", "title": "研究员", "unitCreditCode": "125301147757021472"}, {"name": "黄思峰", "field": "装备设计", "title": "教授级高级工程师", "unitCreditCode": "12530103108201189A"}], "contact": {"name": "任启磊", "phone": "0871-60005471", "position": "技术中心主任"}, "members": [{"kind": "enterprise", "name": "昆明滇钛新材料股份有限公司", "task": "牵头单位；钛带卷连轧与酸洗工艺中试，组织产业化", "isLead": true, "address": "安宁市草铺工业园区钛谷路18号", "contact": {"name": "任启磊", "phone": "0871-60005471", "position": "技术中心主任"}, "kindNote": "", "foundedOn": "2006-04-18", "signature": {"byProxy": false, "signedOn": "2016-08-22", "signatory": "于文洋"}, "creditCode": "91530181108805927H", "regionCode": "530181", "businessScope": "钛及钛合金板、带、管材的生产与销售；海绵钛贸易", "legalRepresentative": "于文洋", "registeredCapitalFen": 12000000000}, {"kind": "enterprise", "name": "禄劝金沙海绵钛有限责任公司", "task": "高钛渣与海绵钛原料提纯，建立原料质量数据库", "isLead": false, "address": "禄劝县屏山街道工业园1号", "contact": {"name": "华雪强", "phone": "0871-60008523", "position": "科技科科长"}, "kindNote": "", "foundedOn": "2009-09-02", "signature": {"byProxy": false, "signedOn": "2016-08-23", "signatory": "穆明青"}, "creditCode": "915301287372142730", "regionCode": "530128", "businessScope": "钛精矿、高钛渣、海绵钛生产", "legalRepresentative": "穆明青", "registeredCapitalFen": 8000000000}, {"kind": "enterprise", "name": "昆明西山特种泵阀有限公司", "task": "钛制化工装备应用验证", "isLead": false, "address": "昆明市西山区海口工业园区云光路6号", "contact": {"name": "赵成军", "phone": "0871-60008510", "position": "科研处处长"}, "kindNote": "", "foundedOn": "2011-03-21", "signature": {"byProxy": false, "signedOn": "2016-08-24", "signatory": "施云坤"}, "creditCode": "91530112184706832U", "regionCode": "530112", "businessScope": "钛制泵、阀、换热器设计制造", "legalRepresentative": "施云坤", "registeredCapitalFen": 3000000000}, {"kind": "university", "name": "滇中理工大学", "task": "钛合金组织性能与电子束熔炼机理研究", "isLead": false, "address": "昆明市呈贡区大学城景明南路99号", "contact": {"name": "于晓鹏", "phone": "0871-60009255", "position": "秘书长"}, "kindNote": "", "foundedOn": "1958-09-01", "signature": {"byProxy": false, "signedOn": "2016-08-25", "signatory": "赵春"}, "creditCode": "125301147757021472", "regionCode": "530114", "businessScope": "理工科高等教育与科学研究", "legalRepresentative": "赵春", "registeredCapitalFen": null}, {"kind": "researchInstitute", "name": "云岭冶金新材料研究院", "task": "残钛回收、检测方法与团体标准制定", "isLead": false, "address": "昆明市盘龙区北京路延长线620号", "contact": {"name": "阮立芳", "phone": "0871-60009896", "position": "科研处处长"}, "kindNote": "", "foundedOn": "1983-05-10", "signature": {"byProxy": false, "signedOn": "2016-08-26", "signatory": "柳若华"}, "creditCode": "12530103108201189A", "regionCode": "530103", "businessScope": "冶金新工艺、新材料研究与检测", "legalRepresentative": "柳若华", "registeredCapitalFen": null}], "coreName": "钛材料", "projects": [{"name": "年产3000吨钛带卷短流程示范线", "summary": "已完成电子束炉安装调试，2016年底投料试车。", "startedOn": "2015-06-01", "investmentFen": 4600000000, "unitCreditCode": "91530181108805927H"}], "agreement": {"goals": "三年内突破大卷重钛带卷短流程制备技术，形成从高钛渣到钛制装备的本地产业链，钛带成材率提高 8 个百分点。", "benefitGuarantee": "优先采购、优先许可、优先共享设备；由理事会每年公布收益分配方案，接受成员监督。", "liableCreditCode": "91530181108805927H", "resultsOwnership": "牵头单位负责统一管理联盟专利池，成果归属在立项时以书面协议确定，未约定的由完成人所在单位共有。", "noDisputeDeclared": true}, "governance": {"fundRules": "《联盟经费管理办法》：引导经费与配套经费单独核算、专款专用，支出须秘书长审核、理事长批准，年度接受审计。", "mechanism": "理事会决策、专家委员会咨询、秘书处执行；年度计划经理事会批准后由秘书处分解到成员单位，按季通报进度。", "advisoryBody": "专家咨询委员会，由成员单位及外聘专家 9 人组成，负责技术路线和项目论证。", "decisionBody": "理事会，由各成员单位法定代表人或授权代表组成，理事长由牵头单位担任，重大事项三分之二以上表决通过。", "executiveBody": "秘书处，设在牵头单位，配专职秘书 2 名，负责日常事务和经费管理。"}, "keyIndustry": "钛材料", "achievements": [{"kind": "intellectualProperty", "title": "一种大卷重钛带卷的温轧方法", "number": "ZL201310245618.4", "ownerCreditCode": "91530181108805927H"}, {"kind": "intellectualProperty", "title": "海绵钛真空蒸馏冷凝装置", "number": "ZL201420336107.X", "ownerCreditCode": "915301287372142730"}, {"kind": "technicalStandard", "title": "冷轧钛带卷", "number": "Q/DTXC 003-2015", "ownerCreditCode": "91530181108805927H"}, {"kind": "researchResult", "title": "残钛回收电子束熔炼技术", "number": "云科鉴字〔2015〕第041号", "ownerCreditCode": "12530103108201189A"}, {"kind": "intellectualProperty", "title": "钛制板式换热器密封结构", "number": "ZL201410087322.5", "ownerCreditCode": "91530112184706832U"}], "industryCode": "3259"}', '2016-09-05 01:00:43.089606+00', '任启磊');
INSERT INTO public.schemaversions VALUES
	(1, 'Alliance.Platform.Data.Schema.001_floor.sql', '2026-11-28 04:58:15.70146'),
	(2, 'Alliance.Platform.Data.Schema.002_idempotency.sql', '2026-11-28 04:58:15.781471'),
	(3, 'Alliance.Platform.Data.Schema.003_letters.sql', '2026-11-28 04:58:15.854589'),
	(4, 'Alliance.Platform.Data.Schema.004_calendars.sql', '2026-11-28 04:58:15.886661'),
	(5, 'Alliance.Platform.Data.Schema.005_failed_mail.sql', '2026-11-28 04:58:15.892372'),
	(6, 'Alliance.Platform.Data.Schema.006_uploads.sql', '2026-11-28 04:58:15.930424'),
	(7, 'Alliance.Platform.Data.Schema.007_search.sql', '2026-11-28 04:58:15.934612'),
	(8, 'Alliance.Platform.Data.Schema.008_search_months.sql', '2026-11-28 04:58:15.944712'),
	(9, 'Alliance.Platform.Data.Schema.009_idempotency.sql', '2026-11-28 04:58:15.959404'),
	(10, 'Alliance.Platform.Data.Schema.009_mail.sql', '2026-11-28 04:58:15.980728'),
	(11, 'Alliance.Platform.Data.Schema.010_sent_forms.sql', '2026-11-28 04:58:16.019047'),
	(12, 'Alliance.Platform.Data.Schema.010_typed_text.sql', '2026-11-28 04:58:16.021758'),
	(13, 'Alliance.Platform.Data.Schema.010_waiting_messages.sql', '2026-11-28 04:58:16.059242'),
	(14, 'Alliance.Platform.Data.Schema.011_append_only.sql', '2026-11-28 04:58:16.067684'),
	(15, 'Alliance.Intake.Schema.001_intake.sql', '2026-11-28 04:58:16.278838'),
	(16, 'Alliance.Intake.Schema.002_review_queue.sql', '2026-11-28 04:58:16.328781'),
	(17, 'Alliance.Intake.Schema.003_calls.sql', '2026-11-28 04:58:16.349014'),
	(18, 'Alliance.Intake.Schema.004_confirmations.sql', '2026-11-28 04:58:16.371023'),
	(19, 'Alliance.Intake.Schema.005_outcomes.sql', '2026-11-28 04:58:16.392446'),
	(20, 'Alliance.Intake.Schema.006_handover.sql', '2026-11-28 04:58:16.409782'),
	(21, 'Alliance.Intake.Schema.007_extensions.sql', '2026-11-28 04:58:16.426944'),
	(22, 'Alliance.Intake.Schema.008_search.sql', '2026-11-28 04:58:16.462473'),
	(23, 'Alliance.Intake.Schema.009_search_months.sql', '2026-11-28 04:58:16.476224'),
	(24, 'Alliance.Intake.Schema.010_after_intake.sql', '2026-11-28 04:58:16.531302'),
	(25, 'Alliance.Intake.Schema.010_extended_by_calendar.sql', '2026-11-28 04:58:16.553477'),
	(26, 'Alliance.Intake.Schema.010_readers.sql', '2026-11-28 04:58:16.565087'),
	(27, 'Alliance.Intake.Schema.010_typed_text.sql', '2026-11-28 04:58:16.5717');
INSERT INTO public.submissions VALUES
	('01a22085-2625-70f6-86ba-531e86ea294e', 1, '{"applicationId":"01a22085-2625-70f6-86ba-531e86ea294e","number":1,"receiptNumber":"SL2016-0001","allianceName":"昆明钛材料产业技术创新战略联盟","callId":"01a22085-198a-7ef1-bbf9-870794b8f197","policyVersion":"kunming-2016.1","submittedAt":"2016-09-05T01:00:43.4056008+00:00","submittedBy":"任启磊","leadUnit":{"name":"昆明滇钛新材料股份有限公司","creditCode":"91530181108805927H"},"form":{"coreName":"钛材料","kind":"industryChain","keyIndustry":"钛材料","industryCode":"3259","contact":{"name":"任启磊","position":"技术中心主任","phone":"0871-60005471"},"members":[{"name":"昆明滇钛新材料股份有限公司","creditCode":"91530181108805927H","isLead":true,"kind":"enterprise","kindNote":"","address":"安宁市草铺工业园区钛谷路18号","regionCode":"530181","registeredCapitalFen":12000000000,"businessScope":"钛及钛合金板、带、管材的生产与销售；海绵钛贸易","foundedOn":"2006-04-18","legalRepresentative":"于文洋","contact":{"name":"任启磊","position":"技术中心主任","phone":"0871-60005471"},"task":"牵头单位；钛带卷连轧与酸洗工艺中试，组织产业化","signature":{"signatory":"于文洋","signedOn":"2016-08-22","byProxy":false}},{"name":"禄劝金沙海绵钛有限责任公司","creditCode":"915301287372142730","isLead":false,"kind":"enterprise","kindNote":"","address":"禄劝县屏山街道工业园1号","regionCode":"530128","registeredCapitalFen":8000000000,"businessScope":"钛精矿、高钛渣、海绵钛生产","foundedOn":"2009-09-02","legalRepresentative":"穆明青","contact":{"name":"华雪强","position":"科技科科长","phone":"0871-60008523"},"task":"高钛渣与海绵钛原料提纯，建立原料质量数据库","signature":{"signatory":"穆明青","signedOn":"2016-08-23","byProxy":false}},{"name":"昆明西山特种泵阀有限公司","creditCode":"91530112184706832U","isLead":false,"kind":"enterprise","kindNote":"","address":"昆明市西山区海口工业园区云光路6号","regionCode":"530112","registeredCapitalFen":3000000000,"businessScope":"钛制泵、阀、换热器设计制造","foundedOn":"2011-03-21","legalRepresentative":"施云坤","contact":{"name":"赵成军","position":"科研处处长","phone":"0871-60008510"},"task":"钛制化工装备应用验证","signature":{"signatory":"施云坤","signedOn":"2016-08-24","byProxy":false}},{"name":"滇中理工大学","creditCode":"125301147757021472","isLead":false,"kind":"university","kindNote":"","address":"昆明市呈贡区大学城景明南路99号","regionCode":"530114","registeredCapitalFen":null,"businessScope":"理工科高等教育与科学研究","foundedOn":"1958-09-01","legalRepresentative":"赵春","contact":{"name":"于晓鹏","position":"秘书长","phone":"0871-60009255"},"task":"钛合金组织性能与电子束熔炼机理研究","signature":{"signatory":"赵春","signedOn":"2016-08-25","byProxy":false}},{"name":"云岭冶金新材料研究院","creditCode":"12530103108201189A","isLead":false,"kind":"researchInstitute","kindNote":"","address":"昆明市盘龙区北京路延长线620号","regionCode":"530103","registeredCapitalFen":null,"businessScope":"冶金新工艺、新材料研究与检测","foundedOn":"1983-05-10","legalRepresentative":"柳若华","contact":{"name":"阮立芳","position":"科研处处长","phone":"0871-60009896"},"task":"残钛回收、检测方法与团体标准制定","signature":{"signatory":"柳若华","signedOn":"2016-08-26","byProxy":false}}],"agreement":{"goals":"三年内突破大卷重钛带卷短流程制备技术，形成从高钛渣到钛制装备的本地产业链，钛带成材率提高 8 个百分点。","liableCreditCode":"91530181108805927H","resultsOwnership":"牵头单位负责统一管理联盟专利池，成果归属在立项时以书面协议确定，未约定的由完成人所在单位共有。","benefitGuarantee":"优先采购、优先许可、优先共享设备；由理事会每年公布收益分配方案，接受成员监督。","noDisputeDeclared":true},"plan":{"direction":"以禄劝、武定钛资源为基础，由钛精矿—高钛渣—海绵钛向钛带卷、钛管和钛制化工装备延伸。","principles":"需求牵引、重点突破，资源共享、分工协作，按贡献分享收益，遵守契约。","targets":"建成年产 3000 吨钛带卷示范线；制定标准 2 项；联盟企业新增销售收入 1.5 亿元。","tasks":"大卷重钛锭电子束熔炼；钛带卷温轧与连续酸洗；残钛循环利用；钛制换热器应用示范。","steps":"分需求调研、联合攻关、示范推广三个阶段实施；每项任务设负责人、里程碑和考核指标，纳入联盟年度工作计划。","expectedResults":"申请发明专利 6 件以上，发布团体标准 2 项，培养工程硕士 8 名。"},"governance":{"decisionBody":"理事会，由各成员单位法定代表人或授权代表组成，理事长由牵头单位担任，重大事项三分之二以上表决通过。","advisoryBody":"专家咨询委员会，由成员单位及外聘专家 9 人组成，负责技术路线和项目论证。","executiveBody":"秘书处，设在牵头单位，配专职秘书 2 名，负责日常事务和经费管理。","mechanism":"理事会决策、专家委员会咨询、秘书处执行；年度计划经理事会批准后由秘书处分解到成员单位，按季通报进度。","fundRules":"《联盟经费管理办法》：引导经费与配套经费单独核算、专款专用，支出须秘书长审核、理事长批准，年度接受审计。"},"team":[{"name":"季光艳","title":"研究员","field":"钛冶金","unitCreditCode":"91530181108805927H"},{"name":"郝若","title":"教授级高级工程师","field":"材料加工","unitCreditCode":"915301287372142730"},{"name":"董建龙","title":"副研究员","field":"电子束熔炼","unitCreditCode":"91530112184706832U"},{"name":"雷国娟","title":"教授","field":"分析检测","unitCreditCode":"125301147757021472"},{"name":"傅立辉","title":"副教授","field":"装备设计","unitCreditCode":"12530103108201189A"},{"name":"黄永杰","title":"博士","field":"钛冶金","unitCreditCode":"91530181108805927H"},{"name":"闵浩英","title":"高级工程师","field":"材料加工","unitCreditCode":"915301287372142730"},{"name":"蓝玉鹏","title":"工程师","field":"电子束熔炼","unitCreditCode":"91530112184706832U"},{"name":"谢子","title":"研究员","field":"分析检测","unitCreditCode":"125301147757021472"},{"name":"黄思峰","title":"教授级高级工程师","field":"装备设计","unitCreditCode":"12530103108201189A"}],"projects":[{"name":"年产3000吨钛带卷短流程示范线","unitCreditCode":"91530181108805927H","startedOn":"2015-06-01","investmentFen":4600000000,"summary":"已完成电子束炉安装调试，2016年底投料试车。"}],"achievements":[{"kind":"intellectualProperty","number":"ZL201310245618.4","title":"一种大卷重钛带卷的温轧方法","ownerCreditCode":"91530181108805927H"},{"kind":"intellectualProperty","number":"ZL201420336107.X","title":"海绵钛真空蒸馏冷凝装置","ownerCreditCode":"915301287372142730"},{"kind":"technicalStandard","number":"Q/DTXC 003-2015","title":"冷轧钛带卷","ownerCreditCode":"91530181108805927H"},{"kind":"researchResult","number":"云科鉴字〔2015〕第041号","title":"残钛回收电子束熔炼技术","ownerCreditCode":"12530103108201189A"},{"kind":"intellectualProperty","number":"ZL201410087322.5","title":"钛制板式换热器密封结构","ownerCreditCode":"91530112184706832U"}]},"attachments":[{"attachmentId":"01a22085-26de-717e-9d74-b57b500950da","kind":"recommendation","title":"推荐公函","fileName":"01-推荐公函.pdf","contentType":"application/pdf","size":27282,"sha256":"2f284f28b681b70ca40de638eee44b6f38ba88a1be80be5e90fb9c6b3f4dcf15","storedAt":"2016-09-05T01:00:43.136786+00:00","state":"stored"},{"attachmentId":"01a22085-2738-7266-bb3c-86446af8b1fc","kind":"agreement","title":"联盟协议","fileName":"02-联盟协议.pdf","contentType":"application/pdf","size":63821,"sha256":"02ab3bd995884a58aea288ad079ce6e3a89efa7e91129e09182f2560b2b86b78","storedAt":"2016-09-05T01:00:43.223518+00:00","state":"stored"},{"attachmentId":"01a22085-275c-797d-ab51-194760dca260","kind":"certificate","title":"成员单位法人证书汇编","fileName":"03-法人证书.pdf","contentType":"application/pdf","size":45236,"sha256":"3019843f9ac19cd8cd54d48e9f32fbc69e538387d48f730cd8bdce463e32ab21","storedAt":"2016-09-05T01:00:43.258757+00:00","state":"stored"},{"attachmentId":"01a22085-277a-7974-8c7d-b785404bd3d9","kind":"evidence","title":"项目与成果证明材料","fileName":"04-证明材料.pdf","contentType":"application/pdf","size":66850,"sha256":"d49e226b8d494c77c69b29375ce01cb88f9b70d267be6fe65fe8030d037abf31","storedAt":"2016-09-05T01:00:43.296889+00:00","state":"stored"}],"confirmations":[],"summary":{"allianceName":"昆明钛材料产业技术创新战略联盟","keyIndustry":"钛材料","kind":"产业链合作联盟","leadUnit":{"name":"昆明滇钛新材料股份有限公司","creditCode":"91530181108805927H"},"members":[{"name":"昆明滇钛新材料股份有限公司","creditCode":"91530181108805927H"},{"name":"禄劝金沙海绵钛有限责任公司","creditCode":"915301287372142730"},{"name":"昆明西山特种泵阀有限公司","creditCode":"91530112184706832U"},{"name":"滇中理工大学","creditCode":"125301147757021472"},{"name":"云岭冶金新材料研究院","creditCode":"12530103108201189A"}],"receiptNumber":"SL2016-0001","policyVersion":"kunming-2016.1"}}', '\x514d6ed5770c8ed6ab31b00f51d34dfebd85503a1eb37eb1c9a05bc15a57a9a8', '2016-09-05 01:00:43.4056+00', 'taiye');
INSERT INTO public.upload VALUES
	('01a22085-0000-7000-8000-000000000001', 8, 'agreement-4096', '2026-11-28 05:02:37.472086+00');
SELECT pg_catalog.setval('public.audit_position_seq', 23, true);
SELECT pg_catalog.setval('public.outbox_position_seq', 4, true);
SELECT pg_catalog.setval('public.schemaversions_schemaversionsid_seq', 27, true);
ALTER TABLE ONLY public.schemaversions
    ADD CONSTRAINT "PK_schemaversions_Id" PRIMARY KEY (schemaversionsid);
ALTER TABLE ONLY public.alliance_outcomes
    ADD CONSTRAINT alliance_outcomes_application_id_key UNIQUE (application_id);
ALTER TABLE ONLY public.alliance_outcomes
    ADD CONSTRAINT alliance_outcomes_pkey PRIMARY KEY (alliance_id);
ALTER TABLE ONLY public.applications
    ADD CONSTRAINT applications_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.applications
    ADD CONSTRAINT applications_receipt_number_key UNIQUE (receipt_number);
ALTER TABLE ONLY public.audit
    ADD CONSTRAINT audit_pkey PRIMARY KEY ("position");
ALTER TABLE ONLY public.calendar_notice
    ADD CONSTRAINT calendar_notice_pkey PRIMARY KEY (key, version);
ALTER TABLE ONLY public.call_drafts
    ADD CONSTRAINT call_drafts_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.call_notes
    ADD CONSTRAINT call_notes_pkey PRIMARY KEY (call_id, number);
ALTER TABLE ONLY public.calls
    ADD CONSTRAINT calls_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.confirmations
    ADD CONSTRAINT confirmations_application_id_credit_code_key UNIQUE (application_id, credit_code);
ALTER TABLE ONLY public.confirmations
    ADD CONSTRAINT confirmations_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.corrections
    ADD CONSTRAINT corrections_pkey PRIMARY KEY (application_id);
ALTER TABLE ONLY public.data_protection_key
    ADD CONSTRAINT data_protection_key_pkey PRIMARY KEY (name);
ALTER TABLE ONLY public.document_chunk
    ADD CONSTRAINT document_chunk_pkey PRIMARY KEY (document_id, number);
ALTER TABLE ONLY public.document
    ADD CONSTRAINT document_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.filed_items
    ADD CONSTRAINT filed_items_pkey PRIMARY KEY (application_id, kind, key);
ALTER TABLE ONLY public.handovers
    ADD CONSTRAINT handovers_pkey PRIMARY KEY (application_id);
ALTER TABLE ONLY public.idempotency
    ADD CONSTRAINT idempotency_pkey PRIMARY KEY (account, key);
ALTER TABLE ONLY public.inbox
    ADD CONSTRAINT inbox_pkey PRIMARY KEY (message_id, consumer_id);
ALTER TABLE ONLY public.judgements
    ADD CONSTRAINT judgements_pkey PRIMARY KEY (application_id, submission, code);
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
ALTER TABLE ONLY public.living_alliance
    ADD CONSTRAINT living_alliance_pkey PRIMARY KEY (alliance_id);
ALTER TABLE ONLY public.officer_recusals
    ADD CONSTRAINT officer_recusals_pkey PRIMARY KEY (application_id, account);
ALTER TABLE ONLY public.officers
    ADD CONSTRAINT officers_pkey PRIMARY KEY (account);
ALTER TABLE ONLY public.outbox_lane
    ADD CONSTRAINT outbox_lane_pkey PRIMARY KEY (lane);
ALTER TABLE ONLY public.outbox
    ADD CONSTRAINT outbox_pkey PRIMARY KEY ("position");
ALTER TABLE ONLY public.panel_seats
    ADD CONSTRAINT panel_seats_pkey PRIMARY KEY (application_id, account);
ALTER TABLE ONLY public.receipt_numbers
    ADD CONSTRAINT receipt_numbers_pkey PRIMARY KEY (year);
ALTER TABLE ONLY public.removed_attachments
    ADD CONSTRAINT removed_attachments_pkey PRIMARY KEY (document_id);
ALTER TABLE ONLY public.review_outcomes
    ADD CONSTRAINT review_outcomes_pkey PRIMARY KEY (application_id);
ALTER TABLE ONLY public.revisions
    ADD CONSTRAINT revisions_pkey PRIMARY KEY (application_id, version);
ALTER TABLE ONLY public.sent_form
    ADD CONSTRAINT sent_form_pkey PRIMARY KEY (key);
ALTER TABLE ONLY public.submissions
    ADD CONSTRAINT submissions_pkey PRIMARY KEY (application_id, number);
ALTER TABLE ONLY public.upload
    ADD CONSTRAINT upload_pkey PRIMARY KEY (document_id);
CREATE INDEX applications_arrived ON public.applications USING btree (arrived_at DESC, id DESC);
CREATE INDEX applications_decided ON public.applications USING btree (submitted_at, id) WHERE (stage = ANY (ARRAY['Passed'::text, 'Refused'::text]));
CREATE INDEX applications_due ON public.applications USING btree (review_due_at) WHERE (stage = 'FormalReview'::text);
CREATE INDEX applications_lead ON public.applications USING btree (lead_credit_code, arrived_at DESC, id DESC);
CREATE INDEX applications_queue ON public.applications USING btree (assigned_to, arrived_at, id) WHERE (stage = 'FormalReview'::text);
CREATE INDEX applications_stage ON public.applications USING btree (stage, arrived_at DESC, id DESC);
CREATE INDEX applications_words ON public.applications USING gin (public.search_pieces(search, arrived_at, VARIADIC ARRAY[1, 2, 6])) WHERE (stage <> 'Draft'::text);
CREATE INDEX applications_year ON public.applications USING btree (year, arrived_at DESC, id DESC);
CREATE INDEX audit_case ON public.audit USING btree (case_id, "position");
CREATE INDEX calls_closes ON public.calls USING btree (closes_at DESC, id DESC);
CREATE INDEX corrections_due ON public.corrections USING btree (due_at) WHERE (resubmitted_at IS NULL);
CREATE INDEX document_case ON public.document USING btree (case_id, stored_at);
CREATE INDEX document_unsettled ON public.document USING btree (state, stored_at) WHERE (state <> 'Stored'::text);
CREATE INDEX filed_items_key ON public.filed_items USING btree (year, kind, key);
CREATE INDEX idempotency_at ON public.idempotency USING btree (at);
CREATE INDEX inbox_received_at ON public.inbox USING btree (received_at);
CREATE INDEX letter_audience ON public.letter USING btree (audience, sent_at DESC, id DESC);
CREATE INDEX letter_mail_failed ON public.letter_mail USING btree (letter_id DESC) WHERE ((failure IS NOT NULL) AND (sent_at IS NULL));
CREATE INDEX letter_mail_letter ON public.letter_mail USING btree (letter_id);
CREATE INDEX letter_mail_next ON public.letter_mail USING btree (next_at) WHERE (next_at IS NOT NULL);
CREATE INDEX living_alliance_name ON public.living_alliance USING btree (name_key) WHERE (ended_on IS NULL);
CREATE INDEX outbox_lane_position ON public.outbox USING btree (lane, "position") WHERE (waits_for IS NULL);
CREATE INDEX outbox_waiting ON public.outbox USING btree (lane, waits_for, "position") WHERE (waits_for IS NOT NULL);
CREATE INDEX outbox_waiting_case ON public.outbox USING btree (COALESCE(correlation_id, message_id)) WHERE (waits_for IS NOT NULL);
CREATE INDEX removed_attachments_application ON public.removed_attachments USING btree (application_id);
CREATE INDEX sent_form_at ON public.sent_form USING btree (at);
CREATE INDEX upload_touched ON public.upload USING btree (touched_at);
CREATE TRIGGER submissions_stay BEFORE DELETE OR UPDATE ON public.submissions FOR EACH ROW EXECUTE FUNCTION public.stays_as_submitted();
ALTER TABLE ONLY public.applications
    ADD CONSTRAINT applications_call_id_fkey FOREIGN KEY (call_id) REFERENCES public.calls(id);
ALTER TABLE ONLY public.call_notes
    ADD CONSTRAINT call_notes_call_id_fkey FOREIGN KEY (call_id) REFERENCES public.calls(id);
ALTER TABLE ONLY public.confirmations
    ADD CONSTRAINT confirmations_application_id_fkey FOREIGN KEY (application_id) REFERENCES public.applications(id);
ALTER TABLE ONLY public.confirmations
    ADD CONSTRAINT confirmations_evidence_id_fkey FOREIGN KEY (evidence_id) REFERENCES public.document(id);
ALTER TABLE ONLY public.corrections
    ADD CONSTRAINT corrections_application_id_fkey FOREIGN KEY (application_id) REFERENCES public.applications(id);
ALTER TABLE ONLY public.document_chunk
    ADD CONSTRAINT document_chunk_document_id_fkey FOREIGN KEY (document_id) REFERENCES public.document(id) ON DELETE CASCADE;
ALTER TABLE ONLY public.filed_items
    ADD CONSTRAINT filed_items_application_id_fkey FOREIGN KEY (application_id) REFERENCES public.applications(id);
ALTER TABLE ONLY public.handovers
    ADD CONSTRAINT handovers_application_id_fkey FOREIGN KEY (application_id) REFERENCES public.applications(id);
ALTER TABLE ONLY public.judgements
    ADD CONSTRAINT judgements_application_id_submission_fkey FOREIGN KEY (application_id, submission) REFERENCES public.submissions(application_id, number);
ALTER TABLE ONLY public.letter_mail
    ADD CONSTRAINT letter_mail_letter_id_fkey FOREIGN KEY (letter_id) REFERENCES public.letter(id);
ALTER TABLE ONLY public.letter_read
    ADD CONSTRAINT letter_read_letter_id_fkey FOREIGN KEY (letter_id) REFERENCES public.letter(id);
ALTER TABLE ONLY public.officer_recusals
    ADD CONSTRAINT officer_recusals_application_id_fkey FOREIGN KEY (application_id) REFERENCES public.applications(id);
ALTER TABLE ONLY public.removed_attachments
    ADD CONSTRAINT removed_attachments_application_id_fkey FOREIGN KEY (application_id) REFERENCES public.applications(id);
ALTER TABLE ONLY public.removed_attachments
    ADD CONSTRAINT removed_attachments_document_id_fkey FOREIGN KEY (document_id) REFERENCES public.document(id);
ALTER TABLE ONLY public.revisions
    ADD CONSTRAINT revisions_application_id_fkey FOREIGN KEY (application_id) REFERENCES public.applications(id);
ALTER TABLE ONLY public.submissions
    ADD CONSTRAINT submissions_application_id_fkey FOREIGN KEY (application_id) REFERENCES public.applications(id);
ALTER TABLE ONLY public.upload
    ADD CONSTRAINT upload_document_id_fkey FOREIGN KEY (document_id) REFERENCES public.document(id) ON DELETE CASCADE;
