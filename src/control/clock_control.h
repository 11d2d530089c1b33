// /_tablerock/clock: what the service's rules take for the time, to read and to move.
//
//   GET   {"Time": "2026-11-22T14:30:00.123Z", "EpochSeconds": 1795357800.123, "Frozen": false}, and "HighestStamp",
//   the
//         latest time that anything kept bears, if it bears one
//   POST  any of {"Frozen": true | false, "Time": the same or epoch seconds, "AdvanceSeconds": 86400}, the last two not
//         together; answers as GET does
//
// A clock is frozen before it is moved, and let run after it. Moving it forward does the background's work at each time
// that it passes on which there is some, so that what expires on Tuesday bears Tuesday's stamp. It is never set below
// the highest stamp.
#pragma once

#include <functional>

#include "control/control_api.h"
#include "storage/database.h"

namespace tablerock {

// Moves the clock of the database forward to `target`, doing the background's work on the way.
using MoveClockForward = std::function<void(UnixMillis target)>;

// `database` outlives `api`.
void RegisterClockControl(ControlApi& api, Database& database, MoveClockForward move_forward);

}  // namespace tablerock
