#include "model/table_description.h"

#include <array>

namespace tablerock {
namespace {

// The service's words, each at the position of its enumerator.
constexpr std::array<std::string_view, 4> kTableStatusNames{"CREATING", "UPDATING", "DELETING", "ACTIVE"};
constexpr std::array<std::string_view, 4> kIndexStatusNames{"CREATING", "UPDATING", "DELETING", "ACTIVE"};
constexpr std::array<std::string_view, 2> kBillingModeNames{"PROVISIONED", "PAY_PER_REQUEST"};
constexpr std::array<std::string_view, 3> kProjectionTypeNames{"ALL", "KEYS_ONLY", "INCLUDE"};
constexpr std::array<std::string_view, 2> kTableClassNames{"STANDARD", "STANDARD_INFREQUENT_ACCESS"};
constexpr std::array<std::string_view, 4> kStreamViewTypeNames{"KEYS_ONLY", "NEW_IMAGE", "OLD_IMAGE",
                                                               "NEW_AND_OLD_IMAGES"};
constexpr std::array<std::string_view, 6> kDestinationStatusNames{"ENABLING", "ACTIVE",        "DISABLING",
                                                                  "DISABLED", "ENABLE_FAILED", "UPDATING"};
constexpr std::array<std::string_view, 2> kTimestampPrecisionNames{"MILLISECOND", "MICROSECOND"};

template <typename Enum, std::size_t N>
std::string_view NameIn(const std::array<std::string_view, N>& names, Enum value) {
  return names.at(static_cast<std::size_t>(value));
}

template <typename Enum, std::size_t N>
std::optional<Enum> ParseIn(const std::array<std::string_view, N>& names, std::string_view name) {
  for (std::size_t i = 0; i < N; ++i) {
    if (names[i] == name) return static_cast<Enum>(i);
  }
  return std::nullopt;
}

}  // namespace

std::string_view NameOf(TableStatus value) { return NameIn(kTableStatusNames, value); }
std::string_view NameOf(IndexStatus value) { return NameIn(kIndexStatusNames, value); }
std::string_view NameOf(BillingMode value) { return NameIn(kBillingModeNames, value); }
std::string_view NameOf(ProjectionType value) { return NameIn(kProjectionTypeNames, value); }
std::string_view NameOf(TableClass value) { return NameIn(kTableClassNames, value); }
std::string_view NameOf(StreamViewType value) { return NameIn(kStreamViewTypeNames, value); }
std::string_view NameOf(DestinationStatus value) { return NameIn(kDestinationStatusNames, value); }
std::string_view NameOf(TimestampPrecision value) { return NameIn(kTimestampPrecisionNames, value); }

std::optional<TableStatus> ParseTableStatus(std::string_view name) {
  return ParseIn<TableStatus>(kTableStatusNames, name);
}
std::optional<IndexStatus> ParseIndexStatus(std::string_view name) {
  return ParseIn<IndexStatus>(kIndexStatusNames, name);
}
std::optional<BillingMode> ParseBillingMode(std::string_view name) {
  return ParseIn<BillingMode>(kBillingModeNames, name);
}
std::optional<ProjectionType> ParseProjectionType(std::string_view name) {
  return ParseIn<ProjectionType>(kProjectionTypeNames, name);
}
std::optional<TableClass> ParseTableClass(std::string_view name) { return ParseIn<TableClass>(kTableClassNames, name); }
std::optional<StreamViewType> ParseStreamViewType(std::string_view name) {
  return ParseIn<StreamViewType>(kStreamViewTypeNames, name);
}
std::optional<DestinationStatus> ParseDestinationStatus(std::string_view name) {
  return ParseIn<DestinationStatus>(kDestinationStatusNames, name);
}
std::optional<TimestampPrecision> ParseTimestampPrecision(std::string_view name) {
  return ParseIn<TimestampPrecision>(kTimestampPrecisionNames, name);
}

const SecondaryIndex* TableDescription::FindIndex(std::string_view index_name) const {
  for (const auto* indexes : {&local_indexes, &global_indexes}) {
    for (const SecondaryIndex& index : *indexes) {
      if (index.name == index_name) return &index;
    }
  }
  return nullptr;
}

}  // namespace tablerock
