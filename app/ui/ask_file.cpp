// Bodies of ask_file.h.
#include "ui/ask_file.h"

#include <utility>

#include "ui/studio.h"

namespace sep::ui {

void ask_for_file(Studio& s, FileQuestion q) {
  s.file_answer = std::move(q.answer);
  s.browser.show(q.save ? FileBrowser::Purpose::save : FileBrowser::Purpose::open, q.name, q.title);
}

void ask_what_to_open(Studio& s, ImageUse image_use) {
  const bool kernel = image_use == ImageUse::kernel;
  ask_for_file(
      s, {false, "", kernel ? "Open a kernel: a grey image, text, .npy or JSON" : "",
          [image_use](Studio& to, const std::filesystem::path& file) { open_file(to, file, image_use); }});
}

void draw_file_dialog(Studio& s) {
  const auto file = s.browser.draw(s.widgets);
  if (!file) return;
  const FileAnswer answer = std::exchange(s.file_answer, nullptr);
  if (answer) answer(s, *file);
}

}  // namespace sep::ui
