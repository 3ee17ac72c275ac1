/*! Built with Apache ECharts (Apache-2.0), ZRender (BSD-3-Clause) and tslib (0BSD). */
// The server's picture made to move: a point says its value, day and source and leads to its sentence, a slider zooms, the
// upright axis may begin at zero. Whatever fails here, the server's picture stays, and it is what is printed. The page's
// policy allows no style within HTML: nothing here writes HTML.
import { LineChart, ScatterChart } from "echarts/charts";
import { DataZoomSliderComponent, GridComponent, LegendComponent, TooltipComponent } from "echarts/components";
import { init, use } from "echarts/core";
import { LabelLayout } from "echarts/features";
import { SVGRenderer } from "echarts/renderers";

use([
  DataZoomSliderComponent, GridComponent, LabelLayout, LegendComponent, LineChart, ScatterChart, SVGRenderer,
  TooltipComponent,
]);

const INK = "#23272e", SEAL = "#a3271b", QUIET = "#555b63", LIGHT = "#b9bdc3", GRID = "#e7e5df";
const LINES = [INK, SEAL, "#1d6a72", "#9a6a12", "#5b4a91", "#4f7a28"]; // as chart.py has them
const DASHES = ["solid", [4, 2], [2, 1], [1, 1], [1, 2, 4, 2]];
const WAS = new Set(["actual", "tentative"]), AIMS = new Set(["target", "forecast"]);
const ZOOMED = 4; // points from which on there is something to zoom

const byDay = (one, two) => (one.day < two.day ? -1 : one.day > two.day ? 1 : 0);
const at = (point) => ({ value: [point.day, point.value], point });
const labelled = { show: true, position: "top", distance: 8, color: INK, formatter: ({ data }) => data.point?.label ?? "" };

/** The values of a line; an empty one between two stretches, where the line breaks. */
function stretched(points) {
  return points.flatMap((point, place) => {
    const one = { ...at(point), itemStyle: point.kind === "tentative" ? { color: LIGHT } : undefined };
    const breaks = place > 0 && points[place - 1].stretch !== point.stretch;
    return breaks ? [[points[place - 1].day, null], one] : [one];
  });
}

/** Every series of ECharts that the points make: lines, aims with the way to them, what is in doubt. */
function drawn(points, names) {
  const lines = names.map((name, place) => ({
    type: "line", name, data: stretched(points.filter((it) => it.line === name && WAS.has(it.kind))),
    symbol: "circle", symbolSize: 9, showAllSymbol: true, connectNulls: false, color: LINES[place % LINES.length],
    lineStyle: { width: 2, type: names.length > 1 ? DASHES[place % DASHES.length] : "solid" },
    label: labelled, labelLayout: { hideOverlap: true }, emphasis: { disabled: true },
  }));
  const aims = points.filter((it) => AIMS.has(it.kind)), doubted = points.filter((it) => it.kind === "suspect");
  return [
    ...lines,
    {
      type: "line", symbol: "none", silent: true, color: SEAL, lineStyle: { width: 1.5, type: "dashed" }, tooltip: { show: false },
      data: aims.flatMap((it) => [[it.since, it.value], [it.day, it.value], [it.day, null]]),
    },
    {
      type: "scatter", symbol: "diamond", symbolSize: 12, itemStyle: { color: SEAL, opacity: 1 }, data: aims.map(at),
      label: labelled, labelLayout: { hideOverlap: true },
    },
    {
      type: "scatter", symbol: "circle", symbolSize: 11, data: doubted.map(at),
      itemStyle: { color: "transparent", borderColor: SEAL, borderWidth: 1.8, opacity: 1 }, label: labelled, labelLayout: { hideOverlap: true },
    },
  ];
}

/** What ECharts is told. */
function option({ axis, points }, names, font) {
  const several = names.length > 1, zooms = points.length >= ZOOMED;
  return {
    animation: false,
    textStyle: { fontFamily: font, fontSize: 12 },
    grid: { top: 36, left: 8, right: 24, bottom: (zooms ? 44 : 8) + (several ? 26 * names.length : 0), containLabel: true },
    legend: several
      ? { data: names, orient: "vertical", left: 8, bottom: zooms ? 36 : 0, selectedMode: false, textStyle: { color: INK } }
      : undefined,
    xAxis: {
      type: "time", boundaryGap: ["7%", "7%"], axisLine: { lineStyle: { color: QUIET }, onZero: false }, splitLine: { show: false },
      axisLabel: { formatter: "{yyyy}-{MM}", hideOverlap: true, color: QUIET },
    },
    yAxis: {
      type: "value", name: axis, scale: true, splitNumber: 4, boundaryGap: ["4%", "8%"], axisLabel: { color: QUIET },
      nameTextStyle: { color: QUIET, align: "left" }, splitLine: { lineStyle: { color: GRID } },
    },
    dataZoom: zooms ? [{ type: "slider", height: 20, bottom: 6, left: 40, right: 40, filterMode: "none", showDetail: false, brushSelect: false }] : [],
    tooltip: {
      trigger: "item", renderMode: "richText", confine: true, borderColor: QUIET, textStyle: { color: INK, fontSize: 13 },
      formatter: ({ data }) => [data.point.told, data.point.source, data.point.doubt].filter(Boolean).join("\n"),
    },
    series: drawn(points, names),
  };
}

/** An element with words in it. */
function element(name, given, ...within) {
  const made = Object.assign(document.createElement(name), given);
  made.append(...within);
  return made;
}

/** The line below that says of one point what the picture shows of it, with the way to its sentence. */
function say(line, point, words) {
  const said = [point.told, point.source, point.doubt].filter(Boolean).join(" · ");
  line.replaceChildren(`${said} `, ...(point.link ? [element("a", { href: point.link, textContent: words.open })] : []));
}

/** Left and right go from point to point, Enter opens the sentence of the one that is told of. */
function byKeys(box, chart, series, show) {
  const ordered = series
    .flatMap(({ data }, seriesIndex) => data.map(({ point }, dataIndex) => ({ point, seriesIndex, dataIndex })))
    .filter(({ point }) => point)
    .sort((one, two) => byDay(one.point, two.point));
  let here = -1;
  box.addEventListener("keydown", (event) => {
    const step = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
    if (step) {
      here = Math.min(Math.max(here + step, 0), ordered.length - 1);
      const { point, seriesIndex, dataIndex } = ordered[here];
      chart.dispatchAction({ type: "showTip", seriesIndex, dataIndex });
      show(point);
      event.preventDefault();
    } else if (event.key === "Enter" && ordered[here]?.point.link) {
      location.assign(ordered[here].point.link);
    }
  });
}

function enhance(still) {
  const told = JSON.parse(still.dataset.chart), { words } = told;
  const points = [...told.points].sort(byDay), names = [...new Set(points.map((it) => it.line))].sort();
  const given = option({ ...told, points }, names, getComputedStyle(document.body).fontFamily);
  const box = element("div", { className: "moving", tabIndex: 0 });
  box.setAttribute("role", "group"); // the table below has every value
  box.setAttribute("aria-label", `${still.getAttribute("aria-label")}. ${words.keys}`);
  const zero = element("input", { type: "checkbox" });
  const line = element("p", { className: "told quiet", textContent: points.length < ZOOMED ? words.hint : `${words.hint} ${words.zoom}` });
  line.setAttribute("aria-live", "polite");
  const bar = element("div", { className: "tools" }, element("label", {}, zero, ` ${words.zero}`), line);
  still.after(box, bar);
  const chart = init(box, null, { renderer: "svg" });
  chart.setOption(given);
  still.parentElement.classList.add("moves");
  chart.resize();
  const show = (point) => say(line, point, words);
  chart.on("mouseover", ({ data }) => data?.point && show(data.point));
  chart.on("click", ({ data }) => data?.point?.link && location.assign(data.point.link));
  zero.addEventListener("change", () => chart.setOption({ yAxis: { scale: !zero.checked } }));
  byKeys(box, chart, given.series, show);
  new ResizeObserver(() => chart.resize()).observe(box);
}

document.querySelectorAll(".drawn[data-chart]").forEach(enhance);
