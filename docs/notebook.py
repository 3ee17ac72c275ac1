"""A question in a notebook: will the country's 5G base stations reach their target, and what was known when?

`marimo edit docs/notebook.py` opens it, `marimo run docs/notebook.py` shows it as a page, `python docs/notebook.py`
runs it. It reads `data/published.duckdb`, or the copy in `GONGBAO_HOME`, and writes nothing.
"""

import marimo

app = marimo.App(width="medium", app_title="公报 · gongbao")


@app.cell
def _():
    import os
    from datetime import date, timedelta
    from pathlib import Path

    import altair as alt
    import duckdb
    import marimo as mo

    return Path, alt, date, duckdb, mo, os, timedelta


@app.cell
def _(Path, duckdb, mo, os):
    home = Path(os.environ.get("GONGBAO_HOME", "data"))
    copy = duckdb.connect()
    copy.execute(f"ATTACH '{home}/published.duckdb' AS published (READ_ONLY)")
    copy.execute("USE published")  # a macro of an attached file reads the tables of the database in use
    indicator = mo.ui.text("5G基站", label="Indicator, Chinese or English")
    indicator
    return copy, indicator


@app.cell
def _(copy, indicator):
    # `value_float` stands beside every DECIMAL `value` in tables and files; a macro's value is cast for a chart
    trend = copy.sql(
        "SELECT period, period_end, value::DOUBLE AS value, unit, source, published_on, sentence, claim_id"
        " FROM trend($name)",
        params={"name": indicator.value},
    ).pl()
    trend
    return (trend,)


@app.cell
def _(copy, indicator):
    # Every vintage: which value of which period was known from which day, and who printed it
    vintages = copy.sql(
        "SELECT known_from, period, modality, value::DOUBLE AS value, unit, source, sentence"
        " FROM vintages($name) WHERE measure = 'level' AND ref_area = 'CN' AND entity = '' ORDER BY known_from",
        params={"name": indicator.value},
    ).pl()
    vintages
    return (vintages,)


@app.cell
def _(copy, date, indicator, mo, timedelta, vintages):
    # What did one know on the day before the newest vintage, and what on the day itself?
    newest = vintages["known_from"].max() or date.today()

    def known(day):
        return copy.sql(
            "SELECT period, modality, value::DOUBLE AS value, unit, source FROM as_of($day, $name)"
            " WHERE measure = 'level' AND ref_area = 'CN' AND entity = '' ORDER BY period_end",
            params={"day": day, "name": indicator.value},
        ).pl()

    before, after = known(newest - timedelta(days=1)), known(newest)
    mo.vstack([mo.md(f"Known on the day before {newest}, and on it:"), mo.hstack([before, after])])
    return after, before, newest


@app.cell
def _(copy, indicator):
    target = copy.sql(
        "SELECT target_period, target::DOUBLE AS target, target_sentence, actual::DOUBLE AS actual, status, reached_pct"
        " FROM targets_actuals WHERE indicator = $name AND measure = 'level' ORDER BY target_period DESC LIMIT 1",
        params={"name": indicator.value},
    ).pl()
    target
    return (target,)


@app.cell
def _(alt, mo, trend, vintages):
    # Printed values solid, what was aimed at dashed; each point tells the sentence behind it
    points = (
        alt.Chart(trend)
        .mark_line(point=True)
        .encode(
            x=alt.X("period_end:T", title=None),
            y=alt.Y("value:Q", title=trend["unit"][0] if len(trend) else "", scale=alt.Scale(zero=False)),
            tooltip=["period", "value", "source", "sentence"],
        )
    )
    aims = (
        alt.Chart(vintages.filter(vintages["modality"] != "actual"))
        .mark_rule(strokeDash=[5, 4], color="#a3271b")
        .encode(y="value:Q", tooltip=["period", "value", "source", "sentence"])
    )
    chart = (points + aims).properties(width=640, height=320)
    mo.ui.altair_chart(chart, chart_selection=False)
    return (chart,)


@app.cell
def _(indicator, mo, newest, target, trend):
    last = trend.row(-1, named=True) if len(trend) else None
    if last is None:
        answer = f"No value of {indicator.value} has been printed."
    else:
        answer = f"{indicator.value}: {last['value']:,.0f} {last['unit']} ({last['period']}, {last['source']})."
        if len(target):
            aim = target.row(0, named=True)
            answer += f" Of the target of {aim['target']:,.0f} for {aim['target_period']}: {aim['status']}."
        answer += f" Last vintage: {newest}."
    proof = last["sentence"] if last else ""
    print(answer)
    mo.md(f"**{answer}**\n\n> {proof}")
    return answer, proof


if __name__ == "__main__":
    app.run()
