-- places.lua: where something stands in a Markdown file, and complaints
-- about it.  pandoc's documents have no positions: the n-th fenced code
-- block of the text is the n-th code block of the document, and all the
-- rest is looked for by its words.
--
-- SPDX-License-Identifier: MIT
local places = {}
places.__index = places

-- The fences of the file: { line, attributes }, in order.
local function find_fences(lines)
    local fences, open = {}, nil
    for number, line in ipairs(lines) do
        local mark, rest = line:match('^%s*>?%s*(```+)(.*)$')
        if not mark then mark, rest = line:match('^%s*>?%s*(~~~+)(.*)$') end
        if mark and open and mark:sub(1, #open) == open
            and rest:match('^%s*$') then
            open = nil
        elseif mark and not open then
            open = mark
            fences[#fences + 1] = { line = number, attributes = rest }
        end
    end
    return fences
end

function places.open(path)
    local lines = {}
    local file = io.open(path)
    if file then
        for line in file:lines() do lines[#lines + 1] = line end
        file:close()
    end
    return setmetatable({
        path = path, lines = lines, fences = find_fences(lines),
        next_fence = 1, complaints = 0,
    }, places)
end

-- The line of the next code block; nil if it has no fence, that is, if
-- it is an indented one.
function places:code_block(block)
    local fence = self.fences[self.next_fence]
    local bare = block.attr == pandoc.Attr()
    if not fence or bare and fence.attributes:match('%S') then
        return self:line_of(block.text:match('[^\n]*'))
    end
    self.next_fence = self.next_fence + 1
    return fence.line
end

-- The first line that holds the words, and not as the beginning of a
-- longer name; 1 if there is none.
function places:line_of(words)
    for number, line in ipairs(self.lines) do
        local _, last = line:find(words, 1, true)
        if last and not line:match('^[%w%-]', last + 1) then
            return number
        end
    end
    return 1
end

function places:at(line)
    return ('%s:%d'):format(self.path, line)
end

function places:complain(line, message, ...)
    self.complaints = self.complaints + 1
    local where = type(line) == 'number' and self:at(line) or line
    io.stderr:write(where, ': error: ', message:format(...), '\n')
end

-- Ends pandoc if anything was complained of.
function places:stop_if_wrong()
    if self.complaints > 0 then os.exit(1) end
end

return places
