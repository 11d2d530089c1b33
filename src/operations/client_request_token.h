// ClientRequestToken: makes a transaction of writes repeatable for 10 minutes. Compared by the request's meaning, not
// its bytes: placeholders in another order or numbers written otherwise are the same request. Kept in the derived
// family, written in the transaction's own batch, so it holds after a kill -9 too.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/clock.h"
#include "core/result.h"
#include "operations/transact_write_items.h"
#include "storage/store.h"

namespace tablerock {

// SHA-1 of the canonical request.
using RequestDigest = std::array<std::uint8_t, 20>;
RequestDigest DigestOf(const TransactWriteItemsInput& input);
// Of a request that is told by these fields in this order.
RequestDigest DigestOfFields(std::span<const std::string_view> fields);

// What each write of a transaction was charged by, in its position: bytes.
using ChargedSizes = std::vector<std::uint32_t>;
// Of the request that the token stands for; nothing if it stands for none. REQUIRES: the token's key is locked.
// Error: IdempotentParameterMismatchException if it stands for another request.
Result<std::optional<ChargedSizes>> LookUpToken(Store& store, std::string_view token_key, const RequestDigest& digest,
                                                UnixMillis now);
// Adds the token to the transaction's batch; it lives for 10 minutes from `now`.
void KeepToken(WriteBatch& batch, std::string_view token_key, const RequestDigest& digest, const ChargedSizes& sizes,
               UnixMillis now);

}  // namespace tablerock
