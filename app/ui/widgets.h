// Every widget of the window: takes an id such as "spatial.kernel.size" and a tooltip, records id and
// rectangle for --ui-map, and draws labels in the colour of their symbol. Holds no values: what a widget
// shows comes in, what the user did goes out.
#pragma once

#include <imgui.h>

#include <map>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "ui/icons.h"
#include "view/named_rect.h"
#include "view/theme.h"

namespace sep::ui {

/// A text that is being typed into a widget; belongs to the shell, not to a panel.
struct Typing {
  std::string id;  ///< of the widget; empty: nothing is typed
  std::string text;
  bool just_opened = false;
};

struct Rect {
  ImVec2 min, max;
  bool contains(ImVec2 p) const { return p.x >= min.x && p.y >= min.y && p.x < max.x && p.y < max.y; }
  float width() const { return max.x - min.x; }
  float height() const { return max.y - min.y; }
  ImVec2 middle() const { return {(min.x + max.x) / 2, (min.y + max.y) / 2}; }
};

/// Around both; an empty one adds nothing.
Rect joined(const Rect& a, const Rect& b);
/// The id, or where the pattern ends in "*" one that begins so.
bool names(std::string_view pattern, std::string_view id);

struct SliderSpec {
  std::string id;
  std::string symbol;     ///< "K", drawn in `colour`
  std::string subscript;  ///< "h", small and low beside the symbol
  std::string label;      ///< "size", dim, after the symbol
  ImU32 colour = 0;       ///< of symbol and filled track; 0: accent
  std::string tooltip;
  int value = 0;
  int scale_low = 1, scale_high = 1;  ///< ends of the track
  int low = 1, high = 1;              ///< ends that can be reached; the rest of the track is drawn closed
  std::string why_low, why_high;      ///< why it ends there
  int typed_low = 1, typed_high = 1;  ///< what may be typed
  bool logarithmic = false;
  std::optional<double> mark;  ///< a tick on the track
  std::string mark_name;       ///< "break-even"
  std::string value_text;      ///< shown instead of the number, when given
};

class Widgets {
 public:
  explicit Widgets(const view::Theme& theme) : t_(theme) {}

  /// Forgets the rectangles of the last frame.
  void begin_frame();
  /// What the mouse is over, said in the status line; empty when over nothing.
  const std::string& hovered_text() const { return hovered_text_; }
  /// Of all that this frame has recorded so far.
  const std::map<std::string, Rect>& rects() const;
  bool typing() const { return !typing_.id.empty(); }
  void stop_typing() { typing_ = {}; }
  /// A tooltip waits for the mouse to rest: draw again after this many seconds (0: nothing waits).
  float wake_after_s() const { return wake_after_s_; }

  // Layout
  float px(float units) const { return units * t_.scale; }
  const view::Theme& theme() const { return t_; }
  void section(const std::string& title);
  /// A section whose header line ends in a link; true when it was pressed.
  bool section_with_link(const std::string& title, const std::string& id, const std::string& label,
                         const std::string& tooltip);
  void gap(float units);

  // Widgets; each returns what the user did
  std::optional<int> slider(const SliderSpec& spec);
  bool button(const std::string& id, const std::string& label, const std::string& tooltip, float width = 0,
              bool on = false, bool enabled = true);
  /// A square button with an icon; on: it holds.
  bool icon_button(const std::string& id, Icon which, const std::string& tooltip, float size, bool on);
  bool link(const std::string& id, const std::string& label, const std::string& tooltip);
  std::optional<int> segments(const std::string& id, std::span<const std::string> labels, int current,
                              std::span<const std::string> tooltips, float width);
  std::optional<int> combo(const std::string& id, std::span<const std::string> labels, int current,
                           const std::string& tooltip, float width, std::span<const std::string> abouts = {},
                           const std::string& title = {});
  std::optional<int> stepper(const std::string& id, int value, int low, int high, const std::string& tooltip,
                             const std::string& why_low, const std::string& why_high, float width,
                             int typed_high);
  std::optional<bool> toggle(const std::string& id, const std::string& label, bool on,
                             const std::string& tooltip);
  /// A number shown as text that becomes a field when clicked. Returns the text that was typed, once.
  std::optional<std::string> number_field(const std::string& id, const std::string& shown,
                                          const std::string& tooltip, float width, bool open_now = false,
                                          float align = 1);
  bool menu_item(const std::string& id, const std::string& label, const std::string& keys, bool checked,
                 bool enabled);

  // Text
  void text(const std::string& text, ImU32 colour, ImFont* font = nullptr);
  /// Breaks lines at spaces only, so that 1,228,800 stays whole.
  void wrapped(const std::string& text, ImU32 colour, ImFont* font);
  void text_right(const std::string& text, float right_x, float y, ImU32 colour, ImFont* font);
  /// A small name at the left and its number at the right, an item of this height in units; its tooltip says
  /// more. colour: of the number, 0 for the text's.
  void value_row(const std::string& id, const std::string& name, const std::string& value,
                 const std::string& tooltip, float height = 20, ImU32 colour = 0);
  /// Label at the left of a row whose widget follows at x.
  void row_label(const std::string& text, float width);

  /// Makes the last ImGui item one that Tab reaches; true when it was pressed, by mouse or by Enter or Space.
  /// `takes_press` is false for items that only want the focus.
  bool activated(const std::string& id, bool pressed, bool takes_press = true);
  bool has_focus(const std::string& id) const { return focus_ == id; }
  bool has_any_focus() const { return !focus_.empty(); }
  /// The focus was reached by Tab and is shown: Enter and Space are that item's.
  bool keyboard_focus() const { return !focus_.empty() && focus_shown_; }
  bool focus_starts(std::string_view start) const { return std::string_view(focus_).starts_with(start); }
  /// Keys go to the item with the focus: nothing is typed and no menu or dialog is open.
  bool keys_are_ours() const;
  /// In the next frame Tab, or Shift+Tab, is this item's own while it has the focus.
  void keep_tab(const std::string& id, bool forward, bool back) { tab_kept_ = {id, forward, back}; }
  /// The keyboard belongs to the pictures again.
  void drop_focus() { focus_.clear(); }

  /// Records the last ImGui item, its tooltip and the status text.
  void finish_item(const std::string& id, const std::string& tooltip);
  /// The same of what is only drawn, in the current window.
  void about(const std::string& id, ImVec2 min, ImVec2 max, const std::string& tooltip,
             bool beside_mouse = true);
  void record(const std::string& id, ImVec2 min, ImVec2 max);
  /// Many at once; they outlive the frame.
  void record(std::span<const view::NamedRect> rects);
  /// What is recorded from now on under these ids (a last "*": all that begin so) is watched: the rectangle
  /// around all of it, also where it is scrolled out of sight; empty when nothing was recorded.
  void watch(std::vector<std::string> ids);
  const Rect& watched() const { return watched_; }
  /// Of what was recorded only a part is in sight.
  bool is_cut(const std::string& id) const;
  void tooltip_for_item(const std::string& tooltip);

 private:
  void hover(const std::string& id, const std::string& tooltip, bool beside_mouse = true);
  void symbol_label(const SliderSpec& spec, ImVec2 at, float height);

  const view::Theme& t_;
  struct Recorded {
    std::string id;
    Rect rect;
  };
  std::vector<std::string> watching_;
  Rect watched_;
  mutable std::set<std::string, std::less<>> cut_;  ///< ids, of this frame
  struct RecordedSpan {
    std::span<const view::NamedRect> rects;
    Rect clip;
  };
  // The map is only made for who asks for it: a frame records hundreds.
  std::vector<Recorded>
      recorded_;  ///< the first recorded_count_ are of this frame; strings keep their memory
  size_t recorded_count_ = 0;
  std::vector<RecordedSpan> recorded_spans_;
  mutable std::map<std::string, Rect> rects_;
  mutable bool rects_made_ = false;
  std::string hovered_text_;
  Typing typing_;
  float wake_after_s_ = 0;
  void move_focus();

  std::vector<std::string> order_, last_order_;  ///< of the items that Tab reaches
  std::string focus_;
  struct {
    std::string by;
    bool forward = false, back = false;
  } tab_kept_;
  bool focus_shown_ = false, focus_moved_ = false;
  std::string hover_id_;
  double hover_since_ = 0;
  bool hover_seen_ = false;
};

/// Text size in this font at its own size.
ImVec2 measure(ImFont* font, std::string_view text);
void draw_text(ImDrawList* list, ImFont* font, ImVec2 at, ImU32 colour, std::string_view text);
/// Cuts a text with "…" in its middle so that it fits.
std::string fitted(ImFont* font, const std::string& text, float width);
/// "Sobel x" → "sobel-x": the last part of a menu item's id.
std::string slug(std::string_view label);
ImU32 with_alpha(ImU32 colour, float alpha);

}  // namespace sep::ui
