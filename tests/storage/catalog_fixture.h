// A catalog on a store on disk that can be loaded anew, as a start does.
#pragma once

#include <gtest/gtest.h>

#include <memory>
#include <stdexcept>
#include <utility>

#include "open_store.h"
#include "storage/catalog.h"

namespace tablerock {

class LoadedCatalogTest : public testing::Test {
 protected:
  LoadedCatalogTest() { Load(); }
  void Load() {
    catalog_.reset();
    auto loaded = Catalog::Load(*store_);
    if (!loaded) throw std::runtime_error(loaded.error().cause());
    catalog_ = std::move(*loaded);
  }
  void Restart() {
    catalog_.reset();
    store_.Reopen();
    Load();
  }

  OpenStore store_{Place::kDisk};
  std::unique_ptr<Catalog> catalog_;
};

}  // namespace tablerock
