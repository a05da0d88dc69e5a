# How trust lies in a town: Rscript trust_network.R RESULTS.h5 PICTURE.png
#
# Trust of organisations in one another at the last snapshot, by the level of what ties them: a box for half of all, whiskers
# for nine in ten. Prints the mean by level. Needs Bioconductor's rhdf5; draws with base graphics.
suppressMessages(library(rhdf5))
arguments <- commandArgs(trailingOnly = TRUE)
stop_plainly <- function(...) { message(...); quit(status = 1) }
if (length(arguments) != 2) stop_plainly("Rscript trust_network.R RESULTS.h5 PICTURE.png")
file <- arguments[1]
found <- tryCatch(suppressWarnings(h5ls(file, recursive = 3)), error = function(reason) stop_plainly(file, " can not be read as results"))
runs <- grep("^/agents/point_[0-9]+/replicate_[0-9]+$", paste0(found$group, "/", found$name), value = TRUE)
if (length(runs) == 0)
  stop_plainly(file, " holds no organisations, as experiments do not. Run one of its runs again:\n",
               "  tessera replay ", file, " --point 0 --replicate 0 -o one.h5")
group <- paste0(sub("^/", "", runs[1]), "/")
read <- function(name) as.vector(h5read(file, paste0(group, name)))

snapshot <- read("tie_snapshot")
last <- snapshot == max(snapshot)
# R's reader warns of one attribute that it can not read (which axes belong to the dataset); it is not needed.
names <- strsplit(suppressWarnings(h5readAttributes(file, paste0(group, "tie_level")))$flag_meanings, " ")[[1]]
level <- factor(names[as.integer(read("tie_level"))[last] + 1], names)
trust <- c(read("tie_trust_ab")[last], read("tie_trust_ba")[last])  # both ways
level <- rep(level, 2)
month <- max(read("snapshot"))

means <- tapply(trust, level, mean)
for (name in names[!is.na(means)]) cat(name, sprintf("%.9g", means[[name]]), sum(level == name), "\n")

png(arguments[2], width = 900, height = 600, res = 110)
par(mar = c(4, 4, 3, 1), las = 1, bty = "l")
boxes <- boxplot(trust ~ droplevels(level), plot = FALSE)
boxes$stats[c(1, 5), ] <- sapply(split(trust, droplevels(level)), quantile, c(0.05, 0.95))
boxes$out <- boxes$group <- numeric(0)
boxes$names <- paste0(gsub("_", " ", boxes$names), "\n", boxes$n / 2, " ties")
bxp(boxes, boxfill = hcl.colors(length(boxes$n), "Blues 3", rev = TRUE), cex.axis = 0.8, xlab = "", ylab = "trust, 0 to 1", ylim = c(0, 1))
title(sprintf("%s: trust by level of collaboration, month %d", h5readAttributes(file, "/")$title, month), adj = 0)
invisible(dev.off())
