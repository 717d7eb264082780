-- stack.lua: draws layers, and what each one puts in front.
--
--     name: cell | cell*3 | ~cell    *N is a width, ~ paper without colour
--     (name): cell                   a border between layers
--
-- Rows end at the same edge on the right.
--
-- SPDX-License-Identifier: MIT
local svg = require 'svg'

local stack = {}

local letter, height, gap = 6.5, 34, 8

local function read_row(line)
    local name, rest = line.text:match('^(.-)%s*:%s+(.+)$')
    if not name then error({ line = line.number, text = line.text }) end
    local row = { name = name, total = 0 }
    for cell in (rest .. '|'):gmatch('%s*(.-)%s*|') do
        local text, width = cell:match('^(.-)%*([%d.]+)$')
        width = tonumber(width or 1)
        local pale, words = (text or cell):match('^(~?)(.*)$')
        table.insert(row, { text = words, width = width,
            class = pale == '~' and 'cargo' or 'box' })
        row.total = row.total + width
    end
    return row
end

-- Pixels for a width of 1: enough for each text to fit its cell.
local function unit_of(rows)
    local unit = 62
    for _, row in ipairs(rows) do
        for _, cell in ipairs(row) do
            local needed = utf8.len(cell.text) * letter + 12
            unit = math.max(unit, needed / cell.width)
        end
    end
    return math.min(unit, 110)
end

local function draw_row(row, place, style, parts)
    local border = row.name:match('^%((.*)%)$')
    parts[#parts + 1] = ('<text x="%d" y="%d" text-anchor="end" %s>%s</text>')
        :format(place.names, place.y + height // 2 + 4,
            style(border and 'remark' or 'name'),
            svg.escape(border or row.name))
    local x = place.right - row.total * place.unit
    for _, cell in ipairs(row) do
        local width = cell.width * place.unit
        parts[#parts + 1] = ('<rect x="%.1f" y="%d" width="%.1f" '
            .. 'height="%d" %s/>'):format(x, place.y, width, height,
            style(border and 'border' or cell.class))
        parts[#parts + 1] = ('<text x="%.1f" y="%d" text-anchor="middle" '
            .. '%s>%s</text>'):format(x + width / 2,
            place.y + height // 2 + 4, style 'text', svg.escape(cell.text))
        x = x + width
    end
end

function stack.draw(text, figure)
    local rows, names, total = {}, 0, 0
    for i, line in ipairs(svg.lines(text)) do
        rows[i] = read_row(line)
        names = math.max(names, utf8.len(rows[i].name))
        total = math.max(total, rows[i].total)
    end
    local unit = unit_of(rows)
    local place = { unit = unit, names = math.ceil(names * 7.8) + 2, y = 4 }
    place.right = place.names + 14 + total * unit
    local parts = {}
    for _, row in ipairs(rows) do
        draw_row(row, place, svg.styles(figure.for_screen), parts)
        place.y = place.y + height + gap
    end
    return svg.document(math.ceil(place.right) + 2, place.y - 2, parts,
        figure)
end

return stack
