# Need met by residents' groups: Rscript outcomes.R RESULTS.h5 PICTURE.png
#
# One line per group, the mean of all runs, with a band that holds nine in ten of them. For a run, or the first point of an
# experiment. Prints each group's mean over the last kept year. Needs Bioconductor's rhdf5; draws with base graphics.
suppressMessages(library(rhdf5))
arguments <- commandArgs(trailingOnly = TRUE)
file <- arguments[1]

months <- as.vector(h5read(file, "month"))
groups <- as.vector(h5read(file, "group"))
# HDF5 stores point, replicate, month, group; R counts the fastest axis first: group, month, replicate, point.
met <- 100 * h5read(file, "coverage_by_group")[, , , 1, drop = FALSE]
dim(met) <- dim(met)[1:3]
last_year <- months > max(months) - 12

png(arguments[2], width = 900, height = 600, res = 110)
par(mar = c(4, 4, 3, 8), las = 1, bty = "l")
colours <- hcl.colors(length(groups), "Dark 3")
plot(range(months), range(met, na.rm = TRUE), type = "n", xlab = "month", ylab = "need met, %")
title(h5readAttributes(file, "/")$title, adj = 0)
for (k in seq_along(groups)) {
  runs <- matrix(met[k, , ], nrow = length(months))  # month x replicate
  known <- apply(runs, 1, function(values) any(is.finite(values)))
  band <- apply(runs[known, , drop = FALSE], 1, quantile, c(0.05, 0.95), na.rm = TRUE)
  polygon(c(months[known], rev(months[known])), c(band[1, ], rev(band[2, ])), col = adjustcolor(colours[k], 0.2), border = NA)
  lines(months[known], rowMeans(runs[known, , drop = FALSE], na.rm = TRUE), col = colours[k], lwd = 2)
  cat(groups[k], sprintf("%.9g", mean(runs[last_year, ], na.rm = TRUE) / 100), "\n")
}
legend("right", inset = -0.24, legend = gsub("_", " ", groups), col = colours, lwd = 2, bty = "n", xpd = TRUE)
invisible(dev.off())
