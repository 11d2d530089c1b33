-- wrk script: as request.lua, with the same arguments, but each PutItem changes its item. request.lua puts the same items
-- over and over, and a put that changes nothing is not written.
local here = debug.getinfo(1, "S").source:match("^@(.*/)") or "./"
dofile(here .. "request.lua")

local constant = request
local changes = 0

function request()
  changes = (changes + 1) % 90000
  -- As long as what it replaces, as the request says how long it is.
  return (constant():gsub('"SS":%["a","b","c"%]', string.format('"SS":["a","%05d"]', 10000 + changes), 1))
end
