-- sessions.lua: runs the console sessions of a chapter and compares.
--
-- pandoc -L book/filters/sessions.lua -M scratch=DIR -M runner=TOOL
-- -t plain TEXT.md writes the commands to DIR/sessions/, has
-- book/tools/TOOL run them, and compares what they print with what the
-- text says.  In the text "…" stands for anything, alone on a line for
-- any lines.
--
-- SPDX-License-Identifier: MIT
local folder = PANDOC_SCRIPT_FILE:match('(.*/)') or './'
package.path = folder .. '?.lua;' .. package.path
local places = require 'places'

local source = places.open(PANDOC_STATE.input_files[1])

-- Splits a session into commands with the lines expected of each.
local function split(text, first_line)
    local commands, number = {}, first_line
    for line in (text .. '\n'):gmatch('(.-)\n') do
        number = number + 1
        local last = commands[#commands]
        if line:match('^%$ ') then
            commands[#commands + 1] =
                { text = line:sub(3), line = number, expected = {} }
        elseif last and #last.expected == 0 and last.text:match('\\$') then
            last.text = last.text .. '\n' .. line:gsub('^> ', '')
        elseif last then
            last.expected[#last.expected + 1] = line
        else
            source:complain(number, 'a session begins with "$ " and a command')
        end
    end
    return commands
end

local function line_matches(expected, line)
    local pattern = expected:gsub('[%^%$%(%)%%%.%[%]%*%+%-%?]', '%%%0')
    -- A number that is flush right has more or fewer blanks before it.
    pattern = pattern:gsub('^  +…', ' +…'):gsub('…', '.-')
    return line:find('^' .. pattern .. '$') ~= nil
end

-- Do the lines from actual[j] on match expected[i] and what follows?
local function matches(expected, actual, i, j)
    if i > #expected then return j > #actual end
    if expected[i]:match('^%s*…%s*$') then
        for rest = j, #actual + 1 do
            if matches(expected, actual, i + 1, rest) then return true end
        end
        return false
    end
    return actual[j] ~= nil and line_matches(expected[i], actual[j])
        and matches(expected, actual, i + 1, j + 1)
end

local function write_file(path, text)
    local file = assert(io.open(path, 'w'))
    file:write(text)
    file:close()
end

local function read_file(path)
    local file = io.open(path)
    if not file then return nil end
    local text = file:read('a')
    file:close()
    return text
end

local function quoted(lines)
    if #lines == 0 then return '    (nothing)' end
    return '    ' .. table.concat(lines, '\n    ')
end

local function compare(command, output, status)
    if not output then
        source:complain(command.line, '"%s" was not run', command.text)
        return
    end
    local actual = {}
    for line in output:gmatch('([^\n]*)\n?') do actual[#actual + 1] = line end
    while actual[#actual] == '' do actual[#actual] = nil end
    if not matches(command.expected, actual, 1, 1) then
        source:complain(command.line, '"%s" prints\n%s\n  and not\n%s',
            command.text, quoted(actual), quoted(command.expected))
    end
    if command.status and command.status ~= status then
        source:complain(command.line, '"%s" ends with status %s, not %s',
            command.text, status, command.status)
    end
end

local function collect(document)
    local all = {}
    document:walk {
        CodeBlock = function(block)
            local line = source:code_block(block)
            if block.classes[1] ~= 'console' then return end
            local commands = split(block.text, line)
            if #commands == 0 then
                source:complain(line, 'this session has no command')
                return
            end
            commands[#commands].status = block.attributes.status or '0'
            for _, command in ipairs(commands) do
                all[#all + 1] = command
            end
        end,
    }
    return all
end

function Pandoc(document)
    local scratch = pandoc.utils.stringify(document.meta.scratch)
    local runner = pandoc.utils.stringify(document.meta.runner)
    local commands = collect(document)
    for i, command in ipairs(commands) do
        write_file(('%s/sessions/%03d.command'):format(scratch, i),
            command.text .. '\n')
    end
    source:stop_if_wrong()
    if #commands > 0 then
        local _, _, code = os.execute(('%s../tools/%s "%s"')
            :format(folder, runner, scratch))
        if code ~= 0 then os.exit(code) end
    end
    for i, command in ipairs(commands) do
        local base = ('%s/sessions/%03d'):format(scratch, i)
        compare(command, read_file(base .. '.output'),
            (read_file(base .. '.status') or ''):match('%d+'))
    end
    source:stop_if_wrong()
    return pandoc.Pandoc {}
end
