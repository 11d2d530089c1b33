-- wrk script: as request.lua, with the same arguments, for a table that is large. request.lua asks for the same 20,000 items
-- over and over: all of them are soon in a memtable or a cache, and a put that changes nothing is not written. Here no
-- request comes twice before 200,000 others, and each PutItem changes its item.
local here = debug.getinfo(1, "S").source:match("^@(.*/)") or "./"
dofile(here .. "request.lua")

local POOLS, POOL_REQUESTS = 10, 20000
local init_pool, request_of_pool = init, request
local requests, next_request, changes = {}, 0, 0
local puts = false

function init(args)
  local seed = tonumber(args[3] or 1)
  puts = args[1] == "PutItem"
  for i = 1, POOLS do
    init_pool({args[1], args[2], tostring(seed * POOLS + i)})
    for _ = 1, POOL_REQUESTS do requests[#requests + 1] = request_of_pool() end
  end
end

function request()
  next_request = next_request % #requests + 1
  if not puts then return requests[next_request] end
  changes = (changes + 1) % 90000
  -- As long as what it replaces, as the request says how long it is.
  return (requests[next_request]:gsub('"SS":%["a","b","c"%]', string.format('"SS":["a","%05d"]', 10000 + changes), 1))
end
