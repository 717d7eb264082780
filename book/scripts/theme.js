// Before anything is painted: the reader's choice of light or dark, and
// that there are scripts, which may fold what they can unfold again.
// SPDX-License-Identifier: MIT
(function () {
  document.documentElement.classList.add('script');
  try {
    const theme = localStorage.getItem('workbook-theme');
    if (theme) document.documentElement.dataset.theme = theme;
  } catch (error) { /* no storage: the system's choice holds */ }
})();
