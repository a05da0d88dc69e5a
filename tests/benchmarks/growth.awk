# growth.csv and mechanisms.csv -> the page of growth (to standard output) and its figure (svg): time against each size on
# log-log axes, with exponents fitted by least squares. Called by growth.sh.
BEGIN { FS = ","; split("organisations ties months replicates threads", panels, " ") }

function x_of(series) { return series == "organisations" ? $2 : series == "ties" ? $6 : series == "months" ? $3 : series == "replicates" ? $4 : $5 }
function log10(v) { return log(v) / log(10) }
function unit_of(series) { return series == "threads" ? "wall" : "processor" }

/^#/ { facts[++fact] = substr($0, 3); next }
$1 == "series" || $1 == "mechanism" { table = $1; next }

# The run with the least processor time of each size; of those with threads, the one with the least wall time.
table == "series" {
  series = $1
  key = series SUBSEP $2 SUBSEP $3 SUBSEP $4 SUBSEP $5
  if (series == "ties") key = key SUBSEP sprintf("%.0f", $6 / $2)
  time = series == "threads" ? $8 : $7
  if (key in best && best[key] <= time) next
  if (!(key in best)) order[++sizes] = key
  best[key] = time; at[key] = x_of(series); line[key] = $0; member[key] = series
  next
}

# The least of the repeats of each mechanism and size.
table == "mechanism" {
  if (!($1 in seen)) { seen[$1] = 1; names[++mechanisms] = $1 }
  if (!($2 in size_seen)) { size_seen[$2] = 1; columns[++column] = $2 }
  if (!(($1, $2) in ns) || $3 < ns[$1, $2]) { ns[$1, $2] = $3; tie_ns[$1, $2] = $4 }
  next
}

# Points of one series, ascending, into px[], py[]; returns how many. Threads: of the largest number of organisations.
function collect(series, k, key, part, n, i, j, swap, largest) {
  if (series == "threads")
    for (k = 1; k <= sizes; ++k) { split(order[k], part, SUBSEP); if (part[1] == series && part[2] + 0 > largest) largest = part[2] + 0 }
  for (k = 1; k <= sizes; ++k) {
    key = order[k]
    split(key, part, SUBSEP)
    if (member[key] != series || (series == "threads" && part[2] + 0 != largest) || best[key] <= 0) continue
    px[++n] = at[key] + 0; py[n] = best[key] + 0
  }
  for (i = 2; i <= n; ++i)
    for (j = i; j > 1 && px[j] < px[j - 1]; --j) { swap = px[j]; px[j] = px[j - 1]; px[j - 1] = swap; swap = py[j]; py[j] = py[j - 1]; py[j - 1] = swap }
  return n
}

function fit(n, k, x, y, sx, sy, sxx, sxy) {
  for (k = 1; k <= n; ++k) { x = log10(px[k]); y = log10(py[k]); sx += x; sy += y; sxx += x * x; sxy += x * y }
  slope = (n * sxy - sx * sy) / (n * sxx - sx * sx)
  offset = (sy - slope * sx) / n
}

function steepest(n, k, local, most) {
  most = -9
  for (k = 2; k <= n; ++k) { local = (log10(py[k]) - log10(py[k - 1])) / (log10(px[k]) - log10(px[k - 1])); if (local > most) { most = local; steep_from = px[k - 1]; steep_to = px[k] } }
  return most
}

function draw(series, n, left, k, x0, x1, y0, y1, x, y, width, height) {
  width = 220; height = 180
  x0 = log10(px[1]); x1 = log10(px[n]); y0 = y1 = log10(py[1])
  for (k = 1; k <= n; ++k) { if (log10(py[k]) < y0) y0 = log10(py[k]); if (log10(py[k]) > y1) y1 = log10(py[k]) }
  if (y1 - y0 < 0.3) { y0 -= 0.15; y1 += 0.15 }
  printf "<g transform=\"translate(%d,34)\"><rect width=\"%d\" height=\"%d\" fill=\"none\" stroke=\"#999\"/>\n", left, width, height >svg
  printf "<text x=\"%d\" y=\"-12\">%s: exponent %.2f</text>\n", 0, series, slope >svg
  printf "<line x1=\"0\" y1=\"%.1f\" x2=\"%d\" y2=\"%.1f\" stroke=\"#c60\"/>\n", height * (y1 - offset - slope * x0) / (y1 - y0), width, height * (y1 - offset - slope * x1) / (y1 - y0) >svg
  for (k = 1; k <= n; ++k) {
    x = width * (log10(px[k]) - x0) / (x1 - x0); y = height * (y1 - log10(py[k])) / (y1 - y0)
    printf "<circle cx=\"%.1f\" cy=\"%.1f\" r=\"4\" fill=\"#036\"><title>%s %s: %.3g s</title></circle>\n", x, y, px[k], series, py[k] >svg
  }
  printf "<text x=\"0\" y=\"%d\">%s</text><text x=\"%d\" y=\"%d\" text-anchor=\"end\">%s</text>\n", height + 16, px[1], width, height + 16, px[n] >svg
  printf "<text x=\"-6\" y=\"%.1f\" text-anchor=\"end\">%.2g s</text><text x=\"-6\" y=\"10\" text-anchor=\"end\">%.2g s</text></g>\n", height, 10 ^ y0, 10 ^ y1 >svg
}

function table_of_runs(k, key, cell) {
  print "\n## Runs\nTown at its density, no snapshots; the repeat with the least time. Peak memory is the whole program's.\n"
  print "| series | organisations | months | replicates | threads | mean ties | processor s | wall s | peak MB | us per organisation-month | bytes per organisation |"
  print "|---|---|---|---|---|---|---|---|---|---|---|"
  for (k = 1; k <= sizes; ++k) {
    split(line[order[k]], cell, ",")
    printf "| %s | %s | %s | %s | %s | %s | %.2f | %.2f | %s | %.2f | %s |\n", cell[1], cell[2], cell[3], cell[4], cell[5], cell[6], cell[7], cell[8],
      cell[9] == "" ? "" : sprintf("%.0f", cell[9]), 1e6 * cell[7] / (cell[2] * cell[3] * cell[4]),
      cell[9] == "" || cell[2] < 20000 ? "" : sprintf("%.0f", 1e6 * cell[9] / cell[2])
  }
}

function table_of_mechanisms(k, c) {
  print "\n## Mechanisms\nNanoseconds of processor time per organisation-month, and behind the stroke per tie-month, over 24 months on one thread (`mechanisms_benchmark`); `month` is the mechanisms together.\n"
  printf "| mechanism |"
  for (c = 1; c <= column; ++c) printf " %d organisations |", columns[c]
  printf "\n|---|"
  for (c = 1; c <= column; ++c) printf "---|"
  print ""
  for (k = 1; k <= mechanisms; ++k) {
    printf "| %s |", names[k]
    for (c = 1; c <= column; ++c) printf ((names[k], columns[c]) in ns) ? sprintf(" %.0f / %.0f |", ns[names[k], columns[c]], tie_ns[names[k], columns[c]]) : " |"
    print ""
  }
}

END {
  print "# Growth\nMade by `bash tests/benchmarks/growth.sh`; what bounds each, and why an exponent above 1.1 is one, stands in [README.md](README.md#growth).\n"
  for (k = 1; k <= fact; ++k) print "- " facts[k]
  print "\n![time against each size](growth.svg)\n"
  print "| time against | exponent, fitted | steepest between two | |\n|---|---|---|---|"
  printf "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%d\" height=\"240\" font-family=\"sans-serif\" font-size=\"12\">\n", 310 * 5 >svg
  for (p = 1; p <= 5; ++p) {
    n = collect(panels[p])
    if (n < 2) continue
    fit(n)
    local = steepest(n)
    printf "| %s (%s time) | %.2f | %.2f (%s to %s) | %s |\n", panels[p], unit_of(panels[p]), slope, local, steep_from, steep_to, (slope > 1.1 || local > 1.1 ? "above 1.1: see README" : "")
    draw(panels[p], n, 60 + 310 * (p - 1))
  }
  print "</svg>" >svg
  close(svg)
  table_of_runs()
  table_of_mechanisms()
}
