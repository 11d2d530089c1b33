// Feeds a target its seed cases, without libFuzzer: what was found once is tested in every build.
//   NAME_cases FILE
#include <cstdio>
#include <string>

#include "fuzz/fuzz_target.h"
#include "fuzz/seed_cases.h"

int main(int argc, char** argv) {
  if (argc != 2) return 2;
  std::size_t number = 0;
  for (const std::string& bytes : tablerock::fuzz::ReadSeedCases(argv[1])) {
    std::fprintf(stderr, "case %zu\n", ++number);  // the last one named is the one that was not survived
    LLVMFuzzerTestOneInput(reinterpret_cast<const std::uint8_t*>(bytes.data()), bytes.size());
  }
  if (tablerock::fuzz::let_go != nullptr) tablerock::fuzz::let_go();
  return 0;
}
