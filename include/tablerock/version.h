// The version of this library.
#pragma once

#define TABLEROCK_VERSION "0.1.0"
