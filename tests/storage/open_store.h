// A store to test with, on disk or in memory, which can be closed and opened again.
#pragma once

#include <gtest/gtest.h>

#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "core/log.h"
#include "storage/database.h"
#include "storage/rocks_store.h"
#include "storage/store.h"
#include "temporary_directory.h"

namespace tablerock {

enum class Place { kMemory, kDisk };

class OpenStore {
 public:
  explicit OpenStore(Place place) {
    options_.in_memory = place == Place::kMemory;
    options_.data_directory = directory_.path();
    Reopen();
  }
  // In memory this begins anew.
  void Reopen() {
    store_.reset();
    auto opened = OpenRocksStore(options_, log_);
    if (!opened) throw std::runtime_error(opened.error().cause());
    store_ = std::move(*opened);
  }
  const std::string& directory() const { return options_.data_directory; }
  Store& operator*() const { return *store_; }
  Store* operator->() const { return store_.get(); }

  std::optional<std::string> Get(Family family, std::string_view key, const Snapshot* snapshot = nullptr) const {
    PinnedValue value;
    const auto found = store_->Get(family, key, value, snapshot);
    EXPECT_TRUE(found) << found.error().cause();
    return found && *found ? std::optional<std::string>(value.view()) : std::nullopt;
  }
  void Put(Family family, std::string_view key, std::string_view value) const {
    WriteBatch batch;
    batch.Put(family, key, value);
    Write(std::move(batch));
  }
  void Write(WriteBatch&& batch) const {
    const auto written = store_->Write(std::move(batch));
    EXPECT_TRUE(written) << written.error().cause();
  }

 private:
  TemporaryDirectory directory_;
  DatabaseOptions options_;
  Log log_{LogLevel::kError};
  std::unique_ptr<Store> store_;
};

}  // namespace tablerock
