-- Asks what a file lists, a line a request, in turn: a path, and for a POST a body after a tab.
-- Arguments: the file, then headers as “name: value”.
local asked, at = {}, 0

function init(arguments)
    for place = 2, #arguments do
        local name, value = arguments[place]:match("^(.-): (.*)$")
        wrk.headers[name] = value
    end
    for line in io.lines(arguments[1]) do
        local path, body = line:match("^(.-)\t(.*)$")
        if body then
            asked[#asked + 1] = wrk.format("POST", path, nil, body)
        else
            asked[#asked + 1] = wrk.format("GET", line)
        end
    end
end

function request()
    at = at % #asked + 1
    return asked[at]
end
