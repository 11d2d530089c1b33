// Writes seed cases as the files that libFuzzer begins with.
//   unpack_cases FILE FOLDER
#include <fstream>
#include <string>

#include "fuzz/seed_cases.h"

int main(int argc, char** argv) {
  if (argc != 3) return 2;
  std::size_t number = 0;
  for (const std::string& bytes : tablerock::fuzz::ReadSeedCases(argv[1])) {
    std::ofstream(std::string(argv[2]) + "/seed_" + std::to_string(++number), std::ios::binary) << bytes;
  }
  return 0;
}
