// One fault of each kind, so that each tool is seen to find what it is there for. Say: faulty freed|beyond|overflow|unset|race|none.
// Ends with 0 when nobody minds. faulty.sh compiles and runs it.
#include <cstdio>
#include <cstring>
#include <memory>
#include <vector>

namespace {

int read_freed() {
  auto* number = new volatile int(1);
  delete number;
  return *number;
}

int read_beyond(int last) {
  volatile int numbers[4] = {1, 2, 3, 4};
  return numbers[last + 1];
}

int add_too_much(int much) {
  volatile int number = 2147483647;
  return number + much;
}

int branch_on_unset() {
  const std::unique_ptr<volatile int[]> numbers(new volatile int[4]);
  if (numbers[2] == 17) std::puts("seventeen");
  return 0;
}

int race(int loops) {
  int sum = 0;
#pragma omp parallel for num_threads(2)
  for (int k = 0; k < loops; ++k) sum += k;
  return sum;
}

int sum_in_order(int loops) {
  std::vector<int> numbers(static_cast<std::size_t>(loops));
#pragma omp parallel for num_threads(2)
  for (int k = 0; k < loops; ++k) numbers[static_cast<std::size_t>(k)] = k % 7;
  int sum = 0;
  for (const int number : numbers) sum += number;
  return sum;
}

}  // namespace

int main(int count, char** words) {
  const char* fault = count > 1 ? words[1] : "none";
  volatile int seen = 0;
  if (std::strcmp(fault, "freed") == 0) seen = read_freed();
  else if (std::strcmp(fault, "beyond") == 0) seen = read_beyond(count + 1);
  else if (std::strcmp(fault, "overflow") == 0) seen = add_too_much(count);
  else if (std::strcmp(fault, "unset") == 0) seen = branch_on_unset();
  else if (std::strcmp(fault, "race") == 0) seen = race(100000);
  else seen = sum_in_order(100000);
  return 0 * seen;
}
