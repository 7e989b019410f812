
(function () {
  "use strict";
  var data = JSON.parse(document.getElementById("data").textContent);
  var style = getComputedStyle(document.documentElement);
  function colour(name) { return style.getPropertyValue("--" + name).trim(); }
  var charts = [];

  function axis(more) {
    return Object.assign({ stroke: colour("soft"), grid: { stroke: colour("line"), width: 1 },
      ticks: { stroke: colour("line"), width: 1 } }, more);
  }

  function utc(seconds) { return new Date(seconds * 1000); }

  function day(plot, seconds) {
    return seconds == null ? "" : utc(seconds).toISOString().slice(0, 10);
  }

  function days(plot, splits) {
    return splits.map(function (seconds) { return utc(seconds).toISOString().slice(5, 10); });
  }

  function draw(name, options, columns) {
    var target = document.querySelector("[data-chart=" + name + "]");
    if (!target || columns[0].length === 0) { return; }
    var all = Object.assign({ width: target.clientWidth, height: 240, cursor: { drag: { x: false, y: false } },
      tzDate: utc }, options);
    charts.push({ plot: new uPlot(all, columns, target), target: target, height: all.height });
  }

  // a day alone still gets a width
  function range(plot, least, most) {
    return least === most ? [least - 86400, most + 86400] : [least, most];
  }

  var time = { x: { time: true, range: range } };
  var timeAxis = axis({ values: days, space: 60, incrs: [1, 2, 7, 14, 28, 91, 182, 365, 1826, 18260].map(
    function (count) { return count * 86400; }) });

  draw("ratio", {
    scales: Object.assign({ y: { range: [0, 100] } }, time),
    axes: [timeAxis, axis({ size: 56, values: function (plot, splits) {
      return splits.map(function (percent) { return percent + " %"; });
    } })],
    series: [{ label: "Day", value: day }, { label: "Pass", stroke: colour("good"), width: 2, fill: colour("good") + "22",
      points: { show: true, size: 5 }, value: function (plot, percent) {
        return percent == null ? "" : percent.toFixed(1) + " %";
      } }]
  }, [data.days.map(function (each) { return each.time; }),
    data.days.map(function (each) { return each.messages > 0 ? 100 * each.passed / each.messages : null; })]);

  draw("policy", {
    height: 170,
    scales: Object.assign({ y: { range: [-0.3, 2.3] } }, time),
    axes: [timeAxis, axis({ size: 84, splits: function () { return [0, 1, 2]; }, values: function () {
      return ["none", "quarantine", "reject"];
    } })],
    series: [{ label: "Day", value: day }, { label: "Policy", stroke: colour("accent"), width: 3,
      paths: uPlot.paths.stepped({ align: 1 }), points: { show: true, size: 6 }, value: function (plot, step) {
        return step == null ? "" : ["none", "quarantine", "reject"][step];
      } }]
  }, [data.policies.map(function (each) { return each.time; }), data.policies.map(function (each) { return each.step; })]);

  // each bar is drawn from nothing up to the sum of its own and all lower classes, the highest first
  var sums = data.sources.map(function (each) {
    var sum = 0;
    return each.counts.map(function (count) { sum += count; return sum; });
  });
  var columns = [data.sources.map(function (each, index) { return index; })];
  var series = [{ label: "Source", value: function (plot, index) {
    return index == null || !data.sources[index] ? "" : data.sources[index].name;
  } }];
  var colours = [colour("good"), colour("accent"), colour("other"), colour("bad")];
  data.classes.map(function (name, index) { return index; }).reverse().forEach(function (index) {
    columns.push(sums.map(function (sum) { return sum[index]; }));
    series.push({ label: data.classes[index], fill: colours[index], stroke: colours[index], width: 0,
      paths: uPlot.paths.bars({ size: [0.6, 64] }), points: { show: false }, value: function (plot, sum, at, row) {
        return row == null ? "" : String(data.sources[row].counts[index]);
      } });
  });
  draw("sources", {
    scales: { x: { time: false, range: [-0.6, data.sources.length - 0.4] }, y: { range: function (plot, least, most) {
      return [0, Math.max(1, most * 1.05)];
    } } },
    axes: [axis({ splits: function () { return columns[0]; }, values: function (plot, splits) {
      return splits.map(function (index) { return "#" + (index + 1); });
    }, grid: { show: false } }), axis({ size: 64 })],
    series: series
  }, columns);

  window.addEventListener("resize", function () {
    charts.forEach(function (chart) {
      chart.plot.setSize({ width: chart.target.clientWidth, height: chart.height });
    });
  });
}());
