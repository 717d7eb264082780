-- Makes a manual page from a chapter: pandoc -s -t man -L manual.lua.
--
-- SOURCE names the solution; its opening comment gives the name, the
-- purpose and the usage.  The description is the contract, in the
-- block of that class.
--
-- SPDX-License-Identifier: MIT
PANDOC_VERSION:must_be_at_least '2.17'

local function stop(message)
    io.stderr:write('manual.lua: ' .. message .. '\n')
    os.exit(1)
end

local function read_source()
    local path = os.getenv 'SOURCE' or stop 'SOURCE is not set'
    local file = io.open(path) or stop('cannot read ' .. path)
    local text = file:read 'a'
    file:close()
    local name, purpose = text:match '/%*%s*%*%s*(%S+) %- ([^\n]+)'
    local usage = text:match 'usage: ([^\n]+)'
    if not usage or not name then
        stop(path .. ' does not say its name, purpose and usage')
    end
    return name, purpose, usage
end

local function contract_of(blocks)
    for _, block in ipairs(blocks) do
        if block.t == 'Div' and block.classes:includes 'contract' then
            return block
        end
    end
    stop 'the chapter has no contract'
end

local function heading(text)
    return pandoc.Header(1, pandoc.Str(text))
end

local exit_status = [[0 if all went well, 1 if something failed, or
if the command line was not a valid one; the reason is on standard
error.]]

function Pandoc(doc)
    local name, purpose, usage = read_source()
    local contract = contract_of(doc.blocks)
    local arguments = usage:gsub('^%S+%s*', '')
    local blocks = {
        heading 'NAME',
        pandoc.Para(pandoc.Str(name .. ' - ' .. purpose)),
        heading 'SYNOPSIS',
        pandoc.Para {
            pandoc.Strong(pandoc.Str(name)), pandoc.Space(),
            pandoc.Emph(pandoc.Str(arguments)),
        },
        heading 'DESCRIPTION', contract,
        heading 'EXIT STATUS', pandoc.Para(pandoc.Str(exit_status)),
    }
    local meta = {
        title = pandoc.MetaString(name:upper()),
        section = pandoc.MetaString '1',
        header = pandoc.MetaString 'Workbook on Linux sockets',
    }
    return pandoc.Pandoc(blocks, meta)
end
