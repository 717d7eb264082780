-- sequence.lua: draws what two parties do in time.
--
--     participants client, server
--     left: connect(fd, ...)      a call, at the left party
--     -> SYN                      a message to the right one; <- back
--     block left                  from here on the left party waits ...
--     unblock left: returns 0     ... until here
--     gap                         a pause
--
-- SPDX-License-Identifier: MIT
local svg = require 'svg'

local sequence = {}

local call_width, message_width, name_width = 7.6, 6.4, 8
local top, slope = 58, 22

local function longest(lines, pattern)
    local length = 0
    for _, line in ipairs(lines) do
        local text = line.text:match(pattern)
        if text then length = math.max(length, utf8.len(text)) end
    end
    return length
end

-- Where the two lines of life stand: the texts beside and between them
-- decide.
local function measure(lines, names)
    local box = 0
    for _, name in ipairs(names) do
        box = math.max(box, math.ceil(utf8.len(name) * name_width) + 24)
    end
    box = math.max(box, 84)
    local function margin(side)
        local words = math.max(longest(lines, '^' .. side .. ':%s*(.*)'),
            longest(lines, '^unblock ' .. side .. ':%s*(.*)'))
        return math.max(box // 2 + 4, math.ceil(words * call_width) + 20)
    end
    local left = margin 'left'
    local between = math.max(200, box + 24,
        math.ceil(longest(lines, '^[<-][->]%s*(.*)') * message_width) + 44)
    return { left = left, right = left + between, box = box,
        width = left + between + margin 'right' }
end

local drawing = {}
drawing.__index = drawing

function drawing:add(format, ...)
    self.parts[#self.parts + 1] = format:format(...)
end

-- Text beside a line of life, on its outer side.
function drawing:beside(side, y, class, text)
    local left = side == 'left'
    self:add('<text x="%d" y="%d" text-anchor="%s" %s>%s</text>',
        left and self.place.left - 14 or self.place.right + 14, y,
        left and 'end' or 'start', self.style(class), svg.escape(text))
end

function drawing:call(side, text)
    self:add('<circle cx="%d" cy="%d" r="3.2" %s/>', self.place[side],
        self.y, self.style 'dot')
    self:beside(side, self.y + 4, 'call', text)
    self.y = self.y + 25
end

function drawing:unblock(side, text)
    table.insert(self.bars, { x = self.place[side] - 4,
        from = self.blocked[side] or self.y - 20, to = self.y - 14 })
    self.blocked[side] = nil
    if text ~= '' then
        self:beside(side, self.y - 6, 'remark', text)
        self.y = self.y + 14
    end
end

-- A sloped arrow: a message takes time.
function drawing:message(arrow, text)
    local from, to = self.place.left, self.place.right
    if arrow == '<-' then from, to = to, from end
    local way = to > from and 1 or -1
    local length = math.sqrt((to - from) ^ 2 + slope ^ 2)
    local dx, dy = (to - from) / length, slope / length
    local tip_x, tip_y = to - way * 4, self.y + slope
    self:add('<path d="M%d %d L%.1f %.1f" %s/>', from + way * 4, self.y,
        tip_x - 8 * dx, tip_y - 8 * dy, self.style 'message')
    self:add('<path d="M%.1f %.1f L%.1f %.1f L%.1f %.1f Z" %s/>', tip_x,
        tip_y, tip_x - 11 * dx - 4.2 * dy, tip_y - 11 * dy + 4.2 * dx,
        tip_x - 11 * dx + 4.2 * dy, tip_y - 11 * dy - 4.2 * dx,
        self.style 'head')
    local x, y = (from + to) // 2, self.y + slope // 2
    self:add('<text x="%d" y="%d" text-anchor="middle" '
        .. 'transform="rotate(%.1f %d %d)" %s>%s</text>', x, y - 6,
        math.deg(math.atan(dy * way, dx * way)), x, y, self.style 'label',
        svg.escape(text))
    self.y = self.y + slope + 24
end

function drawing:line(line)
    local text = line.text
    local side, words = text:match('^(%a+):%s*(.*)$')
    if side == 'left' or side == 'right' then
        return self:call(side, words)
    end
    side = text:match('^block (%a+)$')
    if side then self.blocked[side] = self.y - 20; return end
    side, words = text:match('^unblock (%a+):?%s*(.*)$')
    if side then return self:unblock(side, words) end
    local arrow, message = text:match('^([<-][->])%s*(.*)$')
    if arrow then return self:message(arrow, message) end
    if text == 'gap' then self.y = self.y + 18; return end
    if text:match('^participants') then return end
    error({ line = line.number, text = text })
end

-- What a line says, in words: for those who step through the figure.
local function spoken(text, names)
    local side, words = text:match('^(%a+):%s*(.*)$')
    if side == 'left' or side == 'right' then
        return names[side == 'left' and 1 or 2] .. ': ' .. words
    end
    side, words = text:match('^unblock (%a+):%s*(.*)$')
    if side then return names[side == 'left' and 1 or 2] .. ' ' .. words end
    local arrow, message = text:match('^([<-][->])%s*(.*)$')
    if not arrow then return nil end
    local from, to = names[1], names[2]
    if arrow == '<-' then from, to = to, from end
    return ('%s → %s: %s'):format(from, to, message)
end

-- On a screen each moment is a group of its own, in the order of time.
function drawing:moment(line, names)
    local first = #self.parts + 1
    self:line(line)
    local words = self.for_screen and spoken(line.text, names)
    if words and self.parts[first] then
        self.parts[first] = ('<g class="moment" data-words="%s">'):format(
            svg.escape(words)) .. self.parts[first]
        self:add '</g>'
    end
end

-- The lines of life go under everything, their boxes to the top.
function drawing:frame(names)
    local frame, bottom = {}, self.y - 4
    for i, x in ipairs { self.place.left, self.place.right } do
        frame[#frame + 1] = ('<path d="M%d 36 V%d" %s/>'):format(x, bottom,
            self.style 'line')
        frame[#frame + 1] = ('<rect x="%d" y="8" width="%d" height="28" '
            .. 'rx="5" %s/>'):format(x - self.place.box // 2,
            self.place.box, self.style 'box')
        frame[#frame + 1] = ('<text x="%d" y="27" text-anchor="middle" '
            .. '%s>%s</text>'):format(x, self.style 'name',
            svg.escape(names[i] or ''))
    end
    for _, bar in ipairs(self.bars) do
        frame[#frame + 1] = ('<rect x="%d" y="%d" width="8" height="%d" '
            .. 'rx="2" %s/>'):format(bar.x, bar.from,
            math.max(bar.to - bar.from, 4), self.style 'wait')
    end
    return frame
end

function sequence.draw(text, figure)
    local lines, names = svg.lines(text), {}
    for _, line in ipairs(lines) do
        local list = line.text:match('^participants%s+(.*)')
        for name in (list or ''):gmatch('%s*([^,]+)') do
            names[#names + 1] = name
        end
    end
    local self = setmetatable({ parts = {}, bars = {}, blocked = {},
        y = top, place = measure(lines, names),
        for_screen = figure.for_screen,
        style = svg.styles(figure.for_screen) }, drawing)
    for _, line in ipairs(lines) do self:moment(line, names) end
    for side in pairs(self.blocked) do self:unblock(side, '') end
    local parts = self:frame(names)
    table.move(self.parts, 1, #self.parts, #parts + 1, parts)
    return svg.document(self.place.width, self.y, parts, figure)
end

return sequence
