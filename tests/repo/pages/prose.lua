-- prose.lua: only the words of a text, for the spelling checkers.
--
-- pandoc -L tests/repo/pages/prose.lua -t plain --wrap=none TEXT.md
--
-- SPDX-License-Identifier: MIT
local function nothing() return {} end

return { {
    Code = nothing, RawInline = nothing, RawBlock = nothing,
    Cite = nothing,
    -- Captions and descriptions are words, too.
    CodeBlock = function(block)
        local words = pandoc.List {}
        for _, name in ipairs { 'caption', 'alt' } do
            if block.attributes[name] then
                local prose = block.attributes[name]:gsub('`.-`', '')
                    :gsub('%f[%w_][%w]*[_%d][%w_]*', '')
                words:extend(pandoc.read(prose, 'markdown').blocks)
            end
        end
        return words
    end,
    Div = function(div)
        if div.attributes.title then
            div.content:insert(pandoc.Para {
                pandoc.Str(div.attributes.title) })
        end
        return div.content
    end,
    Str = function(str)
        -- Manual pages, addresses, names of C, and IPv4 are no words.
        if str.text:match('%(%d%)') or str.text:match('^%p*https?:')
            or str.text:match('_') or str.text:match('%a%d')
            or str.text:match('^{#') then
            return {}
        end
    end,
} }
