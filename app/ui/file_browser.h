// The program's own dialog for opening and saving: works by mouse and by keyboard alone, takes typed paths,
// remembers its folder.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "ui/widgets.h"

namespace sep::ui {

class FileBrowser {
 public:
  enum class Purpose { open, save };

  /// Shows the dialog from the next frame on. name: proposed file name, when saving.
  /// title: of the dialog, where it does not save an experiment.
  void show(Purpose purpose, const std::string& name = {}, const std::string& title = {});
  void set_folder(const std::filesystem::path& folder);
  const std::filesystem::path& folder() const { return folder_; }
  bool visible() const { return visible_; }
  void hide() { visible_ = false; }

  /// Draws the dialog when it is visible. Returns the file, once, when one was chosen.
  std::optional<std::filesystem::path> draw(Widgets& ui);

 private:
  struct Entry {
    std::string name;
    bool directory = false;
    std::uintmax_t bytes = 0;
  };
  void refresh();
  void enter(const std::filesystem::path& folder);
  /// What the typed text means: a folder to go to, a file, or a part of a name.
  std::optional<std::filesystem::path> accept();
  std::optional<std::filesystem::path> choose(const Entry& entry);
  bool shown(const Entry& entry) const;
  void draw_folder_row(Widgets& ui);
  std::optional<std::filesystem::path> draw_list(Widgets& ui, float height);
  std::optional<std::filesystem::path> draw_bottom(Widgets& ui);
  void move_selection(int by);

  Purpose purpose_ = Purpose::open;
  bool visible_ = false, just_shown_ = false, all_files_ = false, scroll_ = false, confirm_ = false;
  std::filesystem::path folder_;
  std::vector<Entry> entries_;
  std::vector<size_t> listed_;  ///< of entries_, those that the filter lets through
  int selected_ = -1;           ///< of listed_
  std::string typed_, problem_, title_;
  std::string ending_;  ///< what a name without one gets
};

}  // namespace sep::ui
