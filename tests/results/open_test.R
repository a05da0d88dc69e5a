# Opens a results file with rhdf5. Exit 77 if it is missing.
if (!suppressWarnings(requireNamespace("rhdf5", quietly = TRUE))) quit(status = 77)
path <- commandArgs(trailingOnly = TRUE)[1]
contents <- rhdf5::h5ls(path)
stopifnot("need_met" %in% contents$name, "tie_trust_ab" %in% contents$name)
need <- rhdf5::h5read(path, "need_met")
stopifnot(dim(need) == c(9, 2, 1), abs(need[4, 2, 1] - 2.003) < 1e-12)
stopifnot(rhdf5::h5read(path, "district")[3] == "East")
