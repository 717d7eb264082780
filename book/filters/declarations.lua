-- declarations.lua: turns the prototypes and declarations of a text into
-- C that compiles only if the system's headers say the same.
--
-- pandoc -L book/filters/declarations.lua -M scratch=DIR -t plain TEXT.md
-- writes DIR/NNN.c for each block.  #line makes the compiler name the
-- line of the text.
--
-- SPDX-License-Identifier: MIT
local folder = PANDOC_SCRIPT_FILE:match('(.*/)') or './'
package.path = folder .. '?.lua;' .. package.path
local places = require 'places'

local source = places.open(PANDOC_STATE.input_files[1])
local count = 0

local function at(line)
    return ('#line %d "%s"\n'):format(line, source.path)
end

-- Comments become blanks, line by line.
local function without_comments(text)
    return (text:gsub('/%*.-%*/', function(comment)
        return comment:gsub('[^\n]', ' ')
    end))
end

local function line_at(text, position)
    local _, breaks = text:sub(1, position):gsub('\n', '')
    return breaks + 1
end

-- A prototype that differs from the header's is an error to the compiler,
-- and so is the use of a name that the header does not have.
local function prototypes(text, line)
    local out = {}
    local code = without_comments(text)
    for position, name in code:gmatch('()([%a_][%w_]*)%s*%b()%s*;') do
        out[#out + 1] = ('#undef %s\n'):format(name)
        out[#out + 1] = at(line + line_at(code, position))
        out[#out + 1] = ('extern __typeof__(%s) %s;\n'):format(name, name)
    end
    if #out == 0 then
        source:complain(line, 'there is no prototype in this block')
    end
    out[#out + 1] = at(line + 1)
    out[#out + 1] = text .. '\n'
    return table.concat(out)
end

-- Each member of the text's structure has the name, type and place of
-- the header's, and together they are as large.
local function structure(text, line)
    local code = without_comments(text)
    local kind, name, body_at = code:match('^%s*(%a+)%s+([%w_]+)%s*{()')
    if kind ~= 'struct' and kind ~= 'union' then
        source:complain(line, 'this is no declaration of a struct')
        return ''
    end
    local copy = 'text_' .. name
    local out = { at(line + 1),
        (code:gsub(kind .. '%s+' .. name, kind .. ' ' .. copy, 1)), '\n' }
    for position, words in code:sub(body_at):gmatch('()([^;}]+);') do
        local member = words:match('([%a_][%w_]*)%s*%b[]%s*$')
            or words:match('([%a_][%w_]*)%s*$')
        local stop = body_at + position + #words - 2
        if member then
            out[#out + 1] = at(line + line_at(code, stop))
            out[#out + 1] = ('SAME_MEMBER(%s %s, %s %s, %s);\n')
                :format(kind, copy, kind, name, member)
        end
    end
    out[#out + 1] = at(line + 1)
    out[#out + 1] = ('_Static_assert(sizeof(%s %s) == sizeof(%s %s), '
        .. '"the header\'s %s %s has another size");\n')
        :format(kind, copy, kind, name, kind, name)
    return table.concat(out)
end

local prologue = [[
#define _GNU_SOURCE
#include <stddef.h>
#include <sys/types.h>
#include <%s>
#define SAME_MEMBER(ours, theirs, member) \
	_Static_assert(offsetof(ours, member) == offsetof(theirs, member) \
		&& __builtin_types_compatible_p( \
			__typeof__(((ours *)0)->member), \
			__typeof__(((theirs *)0)->member)), \
		"in the header, " #member " is different")
]]

local function write_block(block, scratch)
    local line = source:code_block(block)
    local write = block.classes:includes 'prototype' and prototypes
        or block.classes:includes 'declaration' and structure
    if not write or not block.attributes.header then return end
    count = count + 1
    local file = assert(io.open(('%s/%03d.c'):format(scratch, count), 'w'))
    file:write(prologue:format(block.attributes.header),
        write(block.text, line))
    file:close()
end

function Pandoc(document)
    local scratch = pandoc.utils.stringify(document.meta.scratch)
    document:walk {
        CodeBlock = function(block) write_block(block, scratch) end,
    }
    source:stop_if_wrong()
    return pandoc.Pandoc {}
end
