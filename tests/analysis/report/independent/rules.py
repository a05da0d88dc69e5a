"""Holds a page's data against what was computed independently, number by number. A number of the page without a
counterpart is a fault, as is a counterpart without a number."""
import math

import numpy as np

TOLERANCE = 6e-6  # numbers have six significant digits: half a unit of the last is at most 5e-6 of them
SMALLEST = 1e-11  # what is 0 but for the last bits of sums


class Rule:
    """Takes the place of a number that can not be computed again; `holds` says why not, or nothing."""

    def __init__(self, holds, numbers=1):
        self.holds = holds
        self.numbers = numbers


def anything_between(low, high):
    return Rule(lambda value: "" if value is not None and low <= value <= high else f"{value} is not within {low} to {high}")


def resampled(estimate, spread, factor=(0.3, 3.0)):
    """A bootstrap interval {lower, upper, ...}: around the estimate, and of the size of a t interval where there is one."""
    def holds(found):
        lower, upper = found.get("lower"), found.get("upper")
        if lower is None or upper is None:
            return "" if spread is None or not found.get("state") == "sound" else "no interval"
        slack = 1e-5 * max(abs(lower), abs(upper), 1e-9)
        if not lower - slack <= upper + slack:
            return f"{lower} is above {upper}"
        if estimate is not None and math.isfinite(estimate) and not lower - (upper - lower) - slack <= estimate <= upper + (upper - lower) + slack:
            return f"{lower} to {upper} is far from {estimate}"
        if spread and math.isfinite(spread) and not factor[0] * spread <= upper - lower <= factor[1] * spread:
            return f"{lower} to {upper} is not of the size {spread}"
        return ""
    return Rule(holds, numbers=2)


def as_number(value):
    """None for what does not exist."""
    if value is None or isinstance(value, (bool, np.bool_)):
        return value
    value = float(value)
    return value if math.isfinite(value) else None


class Walk:
    def __init__(self):
        self.faults, self.compared, self.ruled = [], 0, 0

    def compare(self, page, expected, path="page"):
        if isinstance(expected, Rule):
            self.ruled += expected.numbers
            fault = expected.holds(page)
            if fault:
                self.fault(path, fault)
        elif isinstance(page, dict):
            self.compare_objects(page, expected, path)
        elif isinstance(page, list):
            self.compare_lists(page, expected, path)
        elif isinstance(page, str):
            if expected is not None and not isinstance(expected, (dict, list)) and str(expected) != page:
                self.fault(path, f"{page!r} instead of {expected!r}")
        else:
            self.compare_numbers(page, expected, path)

    def fault(self, path, what):
        self.faults.append(f"{path}: {what}")

    def compare_objects(self, page, expected, path):
        if not isinstance(expected, dict):
            return self.fault(path, f"an object instead of {expected!r}") if has_number(page) else None
        for key in expected.keys() - page.keys():
            self.fault(f"{path}.{key}", "is not on the page")
        for key, value in page.items():
            if key in expected:
                self.compare(value, expected[key], f"{path}.{key}")
            elif has_number(value):
                self.fault(f"{path}.{key}", "no rule covers it")

    def compare_lists(self, page, expected, path):
        if isinstance(expected, np.ndarray):
            expected = expected.tolist()
        if not isinstance(expected, (list, tuple)):
            return self.fault(path, f"a list instead of {expected!r}") if has_number(page) else None
        if len(page) != len(expected):
            return self.fault(path, f"{len(page)} items instead of {len(expected)}")
        for k, (value, wanted) in enumerate(zip(page, expected)):
            self.compare(value, wanted, f"{path}[{k}]")

    def compare_numbers(self, page, expected, path):
        self.compared += 1
        if isinstance(expected, (dict, list, str)):
            return self.fault(path, f"{page!r} instead of {expected!r}")
        wanted = as_number(expected)
        if page is None or wanted is None or isinstance(page, bool) or isinstance(wanted, (bool, np.bool_)):
            if not (page is None and wanted is None) and not (isinstance(page, bool) and page == wanted):
                self.fault(path, f"{page!r} instead of {wanted!r}")
        elif abs(page - wanted) > TOLERANCE * max(abs(page), abs(wanted)) + SMALLEST:
            self.fault(path, f"{page!r} instead of {wanted!r}")


def has_number(value):
    if isinstance(value, dict):
        return any(has_number(v) for v in value.values())
    if isinstance(value, list):
        return any(has_number(v) for v in value)
    return not isinstance(value, str)
