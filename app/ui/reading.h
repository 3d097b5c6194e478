// A file that is read beside the interface. The newest wish counts: another file, or cancel(), ends the one
// before. Knows no ImGui.
#pragma once

#include "ui/beside.h"
#include "ui/document.h"

namespace sep::ui {

/// take(): what was read, or one sentence.
class Reading : public Beside<Result<Document>> {
 public:
  void begin(ReadWish wish) {
    wish_ = std::move(wish);
    Beside::begin([wish = wish_] { return read_document(wish); });
  }
  /// What is being read, or was read last.
  const ReadWish& wish() const { return wish_; }

 private:
  ReadWish wish_;
};

}  // namespace sep::ui
