-- The database of gateway as it was while one floor stood under every program (pg_dump; keys and sessions taken out).
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
CREATE TABLE public.parked_form (
    id bytea NOT NULL,
    content bytea NOT NULL,
    expires_at timestamp with time zone NOT NULL,
    subject text NOT NULL,
    browser bytea NOT NULL
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
CREATE TABLE public.session (
    id bytea NOT NULL,
    ticket bytea NOT NULL,
    subject text,
    expires_at timestamp with time zone NOT NULL
);
CREATE TABLE public.upload (
    document_id uuid NOT NULL,
    received bigint DEFAULT 0 NOT NULL,
    fingerprint text NOT NULL,
    touched_at timestamp with time zone NOT NULL
);
ALTER TABLE ONLY public.schemaversions ALTER COLUMN schemaversionsid SET DEFAULT nextval('public.schemaversions_schemaversionsid_seq'::regclass);
INSERT INTO public.outbox_lane VALUES
	(0),
	(1),
	(2),
	(3),
	(4),
	(5),
	(6),
	(7);
INSERT INTO public.schemaversions VALUES
	(1, 'Alliance.Platform.Data.Schema.001_floor.sql', '2026-11-28 04:58:08.851798'),
	(2, 'Alliance.Platform.Data.Schema.002_idempotency.sql', '2026-11-28 04:58:08.884574'),
	(3, 'Alliance.Platform.Data.Schema.003_letters.sql', '2026-11-28 04:58:08.90062'),
	(4, 'Alliance.Platform.Data.Schema.004_calendars.sql', '2026-11-28 04:58:08.904174'),
	(5, 'Alliance.Platform.Data.Schema.005_failed_mail.sql', '2026-11-28 04:58:08.917949'),
	(6, 'Alliance.Platform.Data.Schema.006_uploads.sql', '2026-11-28 04:58:08.93872'),
	(7, 'Alliance.Platform.Data.Schema.007_search.sql', '2026-11-28 04:58:08.94387'),
	(8, 'Alliance.Platform.Data.Schema.008_search_months.sql', '2026-11-28 04:58:08.947221'),
	(9, 'Alliance.Platform.Data.Schema.009_idempotency.sql', '2026-11-28 04:58:08.949068'),
	(10, 'Alliance.Platform.Data.Schema.009_mail.sql', '2026-11-28 04:58:08.964035'),
	(11, 'Alliance.Platform.Data.Schema.010_sent_forms.sql', '2026-11-28 04:58:08.978461'),
	(12, 'Alliance.Platform.Data.Schema.010_typed_text.sql', '2026-11-28 04:58:08.981404'),
	(13, 'Alliance.Platform.Data.Schema.010_waiting_messages.sql', '2026-11-28 04:58:08.995519'),
	(14, 'Alliance.Platform.Data.Schema.011_append_only.sql', '2026-11-28 04:58:08.999486'),
	(15, 'Alliance.Gateway.Schema.001_session.sql', '2026-11-28 04:58:09.017971'),
	(16, 'Alliance.Gateway.Schema.002_parked_form.sql', '2026-11-28 04:58:09.022639'),
	(17, 'Alliance.Gateway.Schema.003_parked_form_owner.sql', '2026-11-28 04:58:09.025649');
SELECT pg_catalog.setval('public.audit_position_seq', 1, false);
SELECT pg_catalog.setval('public.outbox_position_seq', 1, false);
SELECT pg_catalog.setval('public.schemaversions_schemaversionsid_seq', 17, true);
ALTER TABLE ONLY public.schemaversions
    ADD CONSTRAINT "PK_schemaversions_Id" PRIMARY KEY (schemaversionsid);
ALTER TABLE ONLY public.audit
    ADD CONSTRAINT audit_pkey PRIMARY KEY ("position");
ALTER TABLE ONLY public.calendar_notice
    ADD CONSTRAINT calendar_notice_pkey PRIMARY KEY (key, version);
ALTER TABLE ONLY public.data_protection_key
    ADD CONSTRAINT data_protection_key_pkey PRIMARY KEY (name);
ALTER TABLE ONLY public.document_chunk
    ADD CONSTRAINT document_chunk_pkey PRIMARY KEY (document_id, number);
ALTER TABLE ONLY public.document
    ADD CONSTRAINT document_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.idempotency
    ADD CONSTRAINT idempotency_pkey PRIMARY KEY (account, key);
ALTER TABLE ONLY public.inbox
    ADD CONSTRAINT inbox_pkey PRIMARY KEY (message_id, consumer_id);
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
ALTER TABLE ONLY public.parked_form
    ADD CONSTRAINT parked_form_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.sent_form
    ADD CONSTRAINT sent_form_pkey PRIMARY KEY (key);
ALTER TABLE ONLY public.session
    ADD CONSTRAINT session_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.upload
    ADD CONSTRAINT upload_pkey PRIMARY KEY (document_id);
CREATE INDEX audit_case ON public.audit USING btree (case_id, "position");
CREATE INDEX document_case ON public.document USING btree (case_id, stored_at);
CREATE INDEX document_unsettled ON public.document USING btree (state, stored_at) WHERE (state <> 'Stored'::text);
CREATE INDEX idempotency_at ON public.idempotency USING btree (at);
CREATE INDEX inbox_received_at ON public.inbox USING btree (received_at);
CREATE INDEX letter_audience ON public.letter USING btree (audience, sent_at DESC, id DESC);
CREATE INDEX letter_mail_failed ON public.letter_mail USING btree (letter_id DESC) WHERE ((failure IS NOT NULL) AND (sent_at IS NULL));
CREATE INDEX letter_mail_letter ON public.letter_mail USING btree (letter_id);
CREATE INDEX letter_mail_next ON public.letter_mail USING btree (next_at) WHERE (next_at IS NOT NULL);
CREATE INDEX outbox_lane_position ON public.outbox USING btree (lane, "position") WHERE (waits_for IS NULL);
CREATE INDEX outbox_waiting ON public.outbox USING btree (lane, waits_for, "position") WHERE (waits_for IS NOT NULL);
CREATE INDEX outbox_waiting_case ON public.outbox USING btree (COALESCE(correlation_id, message_id)) WHERE (waits_for IS NOT NULL);
CREATE INDEX parked_form_expires_at ON public.parked_form USING btree (expires_at);
CREATE INDEX parked_form_subject ON public.parked_form USING btree (subject, expires_at DESC);
CREATE INDEX sent_form_at ON public.sent_form USING btree (at);
CREATE INDEX session_expires_at ON public.session USING btree (expires_at);
CREATE INDEX upload_touched ON public.upload USING btree (touched_at);
ALTER TABLE ONLY public.document_chunk
    ADD CONSTRAINT document_chunk_document_id_fkey FOREIGN KEY (document_id) REFERENCES public.document(id) ON DELETE CASCADE;
ALTER TABLE ONLY public.letter_mail
    ADD CONSTRAINT letter_mail_letter_id_fkey FOREIGN KEY (letter_id) REFERENCES public.letter(id);
ALTER TABLE ONLY public.letter_read
    ADD CONSTRAINT letter_read_letter_id_fkey FOREIGN KEY (letter_id) REFERENCES public.letter(id);
ALTER TABLE ONLY public.upload
    ADD CONSTRAINT upload_document_id_fkey FOREIGN KEY (document_id) REFERENCES public.document(id) ON DELETE CASCADE;
