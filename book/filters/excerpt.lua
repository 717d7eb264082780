-- excerpt.lua: finds a named part of a source file.
--
-- A part is a definition (function, struct, table; in Python a function
-- or class) with the comment directly above it, or a region between
--     /* region: NAME */   and   /* end of region */
-- (in Python with "#").  It relies on the layout of our files: what is
-- at the top level begins in the first column, and so does the brace
-- that ends it.
--
-- SPDX-License-Identifier: MIT
local excerpt = {}

local files = {}

local function read_lines(path)
    local file = io.open(path)
    if not file then return nil end
    local lines = {}
    for line in file:lines() do lines[#lines + 1] = line end
    file:close()
    return lines
end

local function is_marker(line)
    return line:match('^%s*/%* %-%-%- .- %-%-%- %*/%s*$')
end

local function region_start(line)
    return line:match('^%s*/%* region: (.-) %*/%s*$')
        or line:match('^%s*# region: (.-)%s*$')
end

local function region_end(line)
    return line:match('^%s*/%* end of region %*/%s*$')
        or line:match('^%s*# end of region%s*$')
end

-- Hands out the number of a line, for messages.
local function problem(file, line, text)
    file.problems[#file.problems + 1] =
        { where = ('%s:%d'):format(file.path, line), text = text }
end

local function add_part(file, part)
    local other = file.parts[part.name]
    if other then
        problem(file, part.first, ('"%s" was defined before, in line %d')
            :format(part.name, other.first))
        return
    end
    file.parts[part.name] = part
    file.names[#file.names + 1] = part.name
end

local function find_regions(file)
    local open
    for number, line in ipairs(file.lines) do
        local name = region_start(line)
        if name and open then
            problem(file, number, ('region "%s" begins inside region "%s"')
                :format(name, open.name))
        elseif name then
            open = { name = name, first = number + 1, region = true }
        elseif region_end(line) then
            if open then
                open.last = number - 1
                add_part(file, open)
            else
                problem(file, number, 'this ends a region, but none is open')
            end
            open = nil
        end
    end
    if open then
        problem(file, open.first - 1,
            ('region "%s" is never closed'):format(open.name))
    end
end

-- The first line of the comment that ends directly above a line.
local function comment_above(lines, number)
    local last = number - 1
    if not (lines[last] and lines[last]:match('%*/%s*$'))
        or is_marker(lines[last]) or region_end(lines[last])
        or region_start(lines[last]) then
        return number
    end
    local first = last
    while first > 1 and not lines[first]:match('^/%*') do
        first = first - 1
    end
    return lines[first]:match('^/%*') and first or number
end

-- What the text of a definition's head, up to its brace, defines.
local function name_in_head(head)
    head = head:gsub('__attribute__%s*%b()', '')
    local kind, tag = head:match('^(%a+)%s+([%w_]+)%s*{')
    if kind == 'struct' or kind == 'union' or kind == 'enum' then
        return tag
    end
    if head:match('^enum%s*{') then return 'enum' end
    return head:match('([%w_]+)%s*%[[^=]*=') or head:match('([%w_]+)%s*=')
        or head:match('([%w_]+)%s*%(')
end

-- Adds the definition that begins in this line; returns its last line.
local function find_definition(file, number)
    local lines, last, head = file.lines, number, lines
    head = ''
    while last <= #lines do
        local line = lines[last]
        head = head .. line .. ' '
        if head:find('{', 1, true) then break end
        if line:match(';%s*$') or line:match('^%s*$') then return last end
        last = last + 1
    end
    if last > #lines then return #lines end
    local name = name_in_head(head)
    local one_line = lines[last]:match('}.*;%s*$')
    while not one_line and last <= #lines and not lines[last]:match('^}') do
        last = last + 1
    end
    if name and last <= #lines then
        add_part(file, {
            name = name, first = comment_above(lines, number), last = last,
        })
    end
    return last
end

local function find_c_parts(file)
    local number = 1
    while number <= #file.lines do
        if file.lines[number]:match('^[%a_]') then
            number = find_definition(file, number)
        end
        number = number + 1
    end
end

local function find_python_parts(file)
    local open
    for number, line in ipairs(file.lines) do
        local name = line:gsub('^async ', ''):match('^def ([%w_]+)')
            or line:match('^class ([%w_]+)')
        if line:match('^[^%s%)]') and open and not name then open = nil end
        if name then
            local first = number
            while (file.lines[first - 1] or ''):match('^@') do
                first = first - 1
            end
            open = { name = name, first = first, last = number }
            add_part(file, open)
        elseif open and line:match('%S') then
            open.last = number
        end
    end
end

-- The file with its lines, parts (by name), names (in order) and
-- problems; nil if it cannot be read.
function excerpt.read(path)
    if files[path] then return files[path] end
    local lines = read_lines(path)
    if not lines then return nil end
    local file = {
        path = path, lines = lines, parts = {}, names = {}, problems = {},
    }
    find_regions(file)
    if path:match('%.py$') then
        find_python_parts(file)
    else
        find_c_parts(file)
    end
    files[path] = file
    return file
end

-- What stands before the first definition: the opening comment and the
-- included headers.
function excerpt.head(file)
    local last = 0
    for number, line in ipairs(file.lines) do
        if line:match('^[%a_]') then break end
        if line:match('^#') then last = number end
    end
    return 1, last
end

-- The step that a line between two step markers belongs to, or nil.
local function step_begin(line)
    return line:match('^%s*/%* %-%-%- step (%d+): .- %-%-%- %*/')
end

local function step_end(line)
    return line:match('^%s*/%* %-%-%- end of step (%d+) %-%-%- %*/')
end

-- A block of a step directly above a part belongs to it: there are the
-- functions that the part calls.
function excerpt.with_step_above(file, part)
    local last = part.first - 1
    while last > 0 and file.lines[last]:match('^%s*$') do
        last = last - 1
    end
    local step = last > 0 and file.lines[last]:match('^/')
        and step_end(file.lines[last])
    if not step then return part.first, part.last end
    local first = last
    while first > 1 and step_begin(file.lines[first]) ~= step do
        first = first - 1
    end
    return first, part.last
end

-- The numbered lines from first to last, empty ones at both ends and
-- the markers of regions left out: a list of { number, text }.
function excerpt.lines(file, first, last)
    local list = {}
    for number = first or 1, last or #file.lines do
        local text = file.lines[number]
        if not (region_start(text) or region_end(text)) then
            list[#list + 1] = { number, text }
        end
    end
    while #list > 0 and list[1][2]:match('^%s*$') do table.remove(list, 1) end
    while #list > 0 and list[#list][2]:match('^%s*$') do list[#list] = nil end
    return list
end

excerpt.step_begin, excerpt.step_end = step_begin, step_end
return excerpt
