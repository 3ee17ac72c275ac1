-- grain: none: what the parts leave behind for the work on observations and series, which takes them together
-- makes: changed_evidence, renewed_catalogue, changed_phrase, told_series, changed_observation
CREATE OR REPLACE TEMP TABLE changed_evidence (
    observation_id UBIGINT, series_id UBIGINT, is_gone BOOLEAN, value DECIMAL(38, 10), origin VARCHAR, suspect BOOLEAN, preference BIGINT,
    n_claims BIGINT, first_published_on DATE, last_published_on DATE
);

-- made by the renewal where there was one
CREATE TEMP TABLE IF NOT EXISTS renewed_catalogue (renewed BOOLEAN);

CREATE OR REPLACE TEMP TABLE changed_phrase (series_id UBIGINT, indicator VARCHAR, n_claims BIGINT);

CREATE OR REPLACE TEMP TABLE told_series (
    series_id UBIGINT, indicator_id VARCHAR, phrase VARCHAR, breakdown VARCHAR, entity VARCHAR, ref_area VARCHAR, measure VARCHAR, base VARCHAR,
    unit VARCHAR, modality VARCHAR, share_part VARCHAR, share_whole VARCHAR
);

CREATE OR REPLACE TEMP TABLE changed_observation (observation_id UBIGINT, series_id UBIGINT, period_end DATE, move VARCHAR);
