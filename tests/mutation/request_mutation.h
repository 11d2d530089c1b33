// RequestMutation: makes of a well-formed request one that is wrong somewhere, or odd and still right: in its tree of
// members, in the texts of its expressions and statements, in the bytes of its body, in its headers.
#pragma once

#include <string>

#include "mutation/random_source.h"
#include "mutation/request_generator.h"
#include "mutation/wire_session.h"

namespace tablerock {

// The request as it stands.
WireCall CallOf(const GeneratedRequest& request);

// One to three changes at random places.
WireCall Mutate(Random& random, GeneratedRequest request);

}  // namespace tablerock
