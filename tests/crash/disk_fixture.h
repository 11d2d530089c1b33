// DiskTest: a database on a FaultyDisk: a table "ttt" (pk S) with indexes and a stream, filled with items whose
// contents follow from their numbers, so that a test can say what is missing.
#pragma once

#include <gtest/gtest.h>

#include <cstdint>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "crash/faulty_disk.h"
#include "operations/operation_fixture.h"

namespace tablerock {

class DiskTest : public ::testing::Test {
 protected:
  DiskTest();  // makes the directory and the table, on a sound disk, and closes the database
  ~DiskTest() override;

  // On `disk`, or on the real one. False, and the error in problem_, if it cannot be opened.
  bool Open(const FaultyDisk* disk, Durability durability = Durability::kProcess);
  void Close() { database_.reset(); }

  // The error's type and cause; "" if it was acknowledged.
  std::string Put(const std::string& key, std::int64_t number, std::size_t padding_bytes = 0);
  // Puts KEY-a and KEY-b with the same number.
  std::string PutBoth(const std::string& key, std::int64_t number);
  // -1 if there is no such item, -2 if it cannot be read; problem_ then has the error.
  std::int64_t NumberOf(const std::string& key);
  void ExpectAgrees();
  // All lines of the log.
  std::string LogText() const;
  // How many lines of the log have that text.
  std::size_t LinesWith(const std::string& text) const;

  std::string directory_;
  std::string problem_;
  Clock clock_;
  RequestContext context_;
  mutable std::mutex lines_mutex_;
  std::vector<std::string> lines_;
  Log log_;
  std::unique_ptr<Database> database_;
};

}  // namespace tablerock
