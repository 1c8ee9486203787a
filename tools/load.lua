-- What tools/load has wrk ask: a page of the list at random, after a think time; and how it is told.
local asked = {}

function init()
  for line in io.lines(os.getenv("PAS_LOAD")) do
    local cookie, path = line:match("^(.-)\t(.+)$")
    asked[#asked + 1] = wrk.format("GET", path, { Cookie = cookie })
  end
  -- The same readers at every run.
  math.randomseed(7)
end

function request()
  return asked[math.random(#asked)]
end

-- Milliseconds until a reader asks again: half a second to one and a half.
function delay()
  return math.random(500, 1500)
end

function done(summary, latency)
  local errors = summary.errors
  local broken = errors.connect + errors.read + errors.write
  print(string.format(
    "load: %d answers, %.0f a second, %d refused, %d broken, %d too late; p50 %.0f ms, p95 %.0f ms, p99 %.0f ms, longest %.0f ms",
    summary.requests, summary.requests / summary.duration * 1e6, errors.status, broken, errors.timeout,
    latency:percentile(50) / 1000, latency:percentile(95) / 1000, latency:percentile(99) / 1000, latency.max / 1000))
end
