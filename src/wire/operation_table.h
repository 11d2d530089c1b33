// The operations that this server has. Adding one: a line here, besides what operations/README.md says.
#pragma once

#include <span>

#include "wire/operation.h"

namespace tablerock {

std::span<const Operation> Operations();

}  // namespace tablerock
