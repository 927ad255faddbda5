CREATE TABLE IF NOT EXISTS usage_total (
  -- The record's key. The fields below do not identify a total: a series can have several keys in one bucket.
  key text PRIMARY KEY,
  bucket_start timestamptz NOT NULL,
  tenant_id text NOT NULL,
  provider_id text NOT NULL,
  deployment_id text NOT NULL,
  auth_config_id text,
  credential_version bigint,
  tool text,
  tenant_user text,
  meter text NOT NULL,
  payer text NOT NULL,
  unit text NOT NULL,
  quantity numeric(38, 9) NOT NULL,
  count bigint NOT NULL,
  succeeded bigint NOT NULL,
  failed bigint NOT NULL,
  outcome_unknown bigint NOT NULL,
  source_partition integer NOT NULL,
  source_offset bigint NOT NULL,
  updated_at timestamptz NOT NULL
);

CREATE INDEX IF NOT EXISTS usage_total_by_deployment ON usage_total (tenant_id, deployment_id, bucket_start);

-- Days and months begin at midnight in the time zone of the session: SET TIME ZONE 'Europe/Berlin'.
CREATE OR REPLACE VIEW usage_per_day AS
SELECT
  tenant_id,
  deployment_id,
  bucket_start::date AS day,
  meter,
  unit,
  payer,
  sum(quantity) AS quantity,
  sum(count) AS count,
  sum(succeeded) AS succeeded,
  sum(failed) AS failed,
  sum(outcome_unknown) AS outcome_unknown
FROM usage_total
GROUP BY tenant_id, deployment_id, bucket_start::date, meter, unit, payer;

CREATE OR REPLACE VIEW usage_per_month AS
SELECT
  tenant_id,
  deployment_id,
  date_trunc('month', day::timestamp)::date AS month,
  meter,
  unit,
  payer,
  sum(quantity) AS quantity,
  sum(count) AS count,
  sum(succeeded) AS succeeded,
  sum(failed) AS failed,
  sum(outcome_unknown) AS outcome_unknown
FROM usage_per_day
GROUP BY tenant_id, deployment_id, date_trunc('month', day::timestamp)::date, meter, unit, payer;
