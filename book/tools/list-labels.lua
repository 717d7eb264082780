-- usage: lua5.4 book/tools/list-labels.lua LABELS.lua...
--
-- Lists the labels that collect.lua has gathered, with their numbers.
--
-- SPDX-License-Identifier: MIT
for _, path in ipairs(arg) do
    for _, label in ipairs(dofile(path).labels) do
        print(label.label, label.number)
    end
end
