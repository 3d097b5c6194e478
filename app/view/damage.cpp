// Bodies of damage.h.
#include "view/damage.h"

#include <algorithm>
#include <cmath>
#include <cstring>

#include "core/hash.h"

namespace sep::view {
namespace {

constexpr int kCell_px = 32;
constexpr double kMostPart = 0.85;  ///< of the window: above it, drawing all costs no more

// Callbacks that draw nothing: their data is for Damage.
void say_content(const ImDrawList*, const ImDrawCmd*) {}
void say_key(const ImDrawList*, const ImDrawCmd*) {}

// NOLINTNEXTLINE(performance-no-int-to-ptr): Dear ImGui has one field for a callback's data
void* data_of(uint64_t key) { return reinterpret_cast<void*>(static_cast<uintptr_t>(key)); }

bool only_says(const ImDrawCmd& c) { return c.UserCallback == say_content || c.UserCallback == say_key; }

uint64_t bits(float a, float b) {
  uint64_t out = 0;
  const float both[2] = {a, b};
  std::memcpy(&out, both, sizeof out);
  return out;
}

uint64_t hash_of(const ImDrawVert& v) {
  return Hash().add(bits(v.pos.x, v.pos.y)).add(bits(v.uv.x, v.uv.y)).add(v.col).value();
}

Hash hash_of(const ImDrawCmd& command, const PixelBox& clip) {
  Hash h;
  for (const int v : {clip.x0, clip.y0, clip.x1, clip.y1}) h.add(static_cast<uint64_t>(v));
  h.add(reinterpret_cast<uintptr_t>(command.UserCallback));
  return h.add(reinterpret_cast<uintptr_t>(command.TextureId));
}

int floor_px(float v) { return static_cast<int>(std::floor(std::clamp(v, -1e6F, 1e6F))); }
/// Outwards, and not empty; nothing is outside of what cannot be compared.
PixelBox around(float x0, float y0, float x1, float y1) {
  if (!(x0 <= x1 && y0 <= y1)) return {-1 << 20, -1 << 20, 1 << 20, 1 << 20};
  return {floor_px(x0), floor_px(y0), floor_px(x1) + 1, floor_px(y1) + 1};
}

PixelBox triangle(const ImVec2& a, const ImVec2& b, const ImVec2& c) {
  return around(std::min({a.x, b.x, c.x}), std::min({a.y, b.y, c.y}), std::max({a.x, b.x, c.x}),
                std::max({a.y, b.y, c.y}));
}

}  // namespace

void add_content(ImDrawList& list, const DrawnContent& content) {
  list.AddCallback(say_content, const_cast<DrawnContent*>(&content));
}

void add_content(ImDrawList& list, const Rect& rect, uint64_t key) {
  list.PushClipRect({rect.x0, rect.y0}, {rect.x1, rect.y1}, true);
  list.AddCallback(say_key, data_of(key));
  list.PopClipRect();
}

ImDrawCmd content_command(const Rect& rect, uint64_t key) {
  ImDrawCmd command;
  command.ClipRect = {rect.x0, rect.y0, rect.x1, rect.y1};
  command.UserCallback = say_key;
  command.UserCallbackData = data_of(key);
  return command;
}

/// As the backend makes the scissor of it, whose rectangles begin below.
PixelBox Damage::clip_of(const ImDrawCmd& command) const {
  const ImVec4& r = command.ClipRect;
  if (!(r.z > r.x && r.w > r.y)) return {};
  const int x0 = static_cast<int>(r.x), low = static_cast<int>(static_cast<float>(height_) - r.w);
  const PixelBox clip{x0, height_ - low - static_cast<int>(r.w - r.y), x0 + static_cast<int>(r.z - r.x),
                      height_ - low};
  return clip.common({0, 0, width_, height_});
}

Damage::Span Damage::span_of(const PixelBox& box) const {
  const PixelBox in = box.common({0, 0, width_, height_});
  if (in.empty()) return {};
  const auto cell = [](int v) { return static_cast<uint16_t>(v / kCell_px); };
  return {cell(in.x0), cell(in.y0), static_cast<uint16_t>(cell(in.x1 - 1) + 1),
          static_cast<uint16_t>(cell(in.y1 - 1) + 1)};
}

void Damage::mark(const Span& span, uint64_t key) {
  for (int y = span.y0; y < span.y1; ++y) {
    uint64_t* row = now_.data() + static_cast<std::ptrdiff_t>(y) * columns_;
    for (int x = span.x0; x < span.x1; ++x) {
      Hash h;
      row[x] = h.add(row[x]).add(key).value();
    }
  }
}

void Damage::look_at_content(const ImDrawCmd& command) {
  const PixelBox clip = clip_of(command);
  if (clip.empty()) return;
  const Hash common = hash_of(command, clip);
  if (command.UserCallback != say_content) {
    Hash h = common;
    if (command.UserCallback == say_key) h.add(reinterpret_cast<uintptr_t>(command.UserCallbackData));
    return mark(span_of(clip), h.value());
  }
  static_cast<const DrawnContent*>(command.UserCallbackData)->visit([&](const Rect& r, uint64_t key) {
    Hash h = common;
    mark(span_of(around(r.x0, r.y0, r.x1, r.y1).common(clip)),
         h.add(key).add(bits(r.x0, r.y0)).add(bits(r.x1, r.y1)).value());
  });
}

void Damage::look_at_triangles(const ImDrawList& list, const ImDrawCmd& command, size_t first) {
  const PixelBox clip = clip_of(command);
  const Hash common = hash_of(command, clip);
  const ImDrawIdx* index = list.IdxBuffer.Data + command.IdxOffset;
  const ImDrawVert* vertex = list.VtxBuffer.Data + command.VtxOffset;
  const uint64_t* hashes = vertices_.data() + command.VtxOffset;
  Span* span = triangles_.data() + first + command.IdxOffset / 3;
  for (unsigned i = 0; i + 2 < command.ElemCount; i += 3, index += 3, ++span) {
    *span = span_of(triangle(vertex[index[0]].pos, vertex[index[1]].pos, vertex[index[2]].pos).common(clip));
    if (span->x1 <= span->x0) continue;
    Hash h = common;
    mark(*span, h.add(hashes[index[0]]).add(hashes[index[1]]).add(hashes[index[2]]).value());
  }
}

void Damage::look_at(const ImDrawList& list, size_t first) {
  vertices_.clear();
  for (const ImDrawVert& v : list.VtxBuffer) vertices_.push_back(hash_of(v));
  for (const ImDrawCmd& command : list.CmdBuffer) {
    if (command.UserCallback == nullptr) {
      look_at_triangles(list, command, first);
    } else if (command.UserCallback != ImDrawCallback_ResetRenderState) {
      look_at_content(command);
    }
  }
}

std::vector<PixelBox> Damage::changed() const {
  std::vector<bool> marked(now_.size());
  for (size_t i = 0; i < now_.size(); ++i) marked[i] = now_[i] != before_[i];
  std::vector<PixelBox> boxes = boxes_around(marked, columns_);
  for (PixelBox& b : boxes)
    b = PixelBox{b.x0 * kCell_px, b.y0 * kCell_px, b.x1 * kCell_px, b.y1 * kCell_px}.common(
        {0, 0, width_, height_});
  return boxes;
}

/// Adds to a list what of all it draws within a box.
void Damage::draw_within(ImDrawList& list, size_t first, const PixelBox& box, const Kept& all) const {
  const Span part = span_of(box);
  const auto apart = [&](const Span& s) {
    return s.x0 >= part.x1 || part.x0 >= s.x1 || s.y0 >= part.y1 || part.y0 >= s.y1;
  };
  bool called = false;  // by a callback that leaves other OpenGL state behind
  for (const ImDrawCmd& command : all.commands) {
    const bool resets = command.UserCallback == ImDrawCallback_ResetRenderState;
    const PixelBox clip = clip_of(command).common(box);
    if (only_says(command) || (resets ? !called : clip.empty())) continue;
    ImDrawCmd less = command;
    less.ClipRect = {static_cast<float>(clip.x0), static_cast<float>(clip.y0), static_cast<float>(clip.x1),
                     static_cast<float>(clip.y1)};
    less.IdxOffset = static_cast<unsigned>(list.IdxBuffer.Size);
    for (unsigned i = 0; i + 2 < command.ElemCount; i += 3) {
      const unsigned at = command.IdxOffset + i;
      if (apart(triangles_[first + at / 3])) continue;
      for (unsigned k = at; k < at + 3; ++k) list.IdxBuffer.push_back(all.indices[static_cast<int>(k)]);
    }
    less.ElemCount = static_cast<unsigned>(list.IdxBuffer.Size) - less.IdxOffset;
    if (command.UserCallback == nullptr && less.ElemCount == 0) continue;
    called = command.UserCallback != nullptr && !resets;
    list.CmdBuffer.push_back(less);
  }
}

void Damage::reduce(ImDrawList& list, size_t first, const std::vector<PixelBox>& boxes, Kept& kept) const {
  kept.commands.swap(list.CmdBuffer);
  kept.indices.swap(list.IdxBuffer);
  list.CmdBuffer.resize(0);
  list.IdxBuffer.resize(0);
  for (const PixelBox& box : boxes) draw_within(list, first, box, kept);
}

/// False where the target is of another size than before.
bool Damage::resize(const ImDrawData& frame, ImU32 background) {
  const int width = static_cast<int>(frame.DisplaySize.x), height = static_cast<int>(frame.DisplaySize.y);
  const bool same = width == width_ && height == height_ && !before_.empty();
  width_ = width;
  height_ = height;
  columns_ = (width + kCell_px - 1) / kCell_px;
  rows_ = (height + kCell_px - 1) / kCell_px;
  now_.assign(static_cast<size_t>(columns_) * static_cast<size_t>(rows_), background);
  return same;
}

std::vector<PixelBox> Damage::keep_changes(ImDrawData& frame, ImU32 background) {
  reduced_ = false;
  const PixelBox all{0, 0, static_cast<int>(frame.DisplaySize.x * frame.FramebufferScale.x),
                     static_cast<int>(frame.DisplaySize.y * frame.FramebufferScale.y)};
  if (frame.FramebufferScale.x != 1 || frame.FramebufferScale.y != 1 || all.empty()) {
    forget();
    return {all};
  }
  const bool known = resize(frame, background);
  std::vector<size_t> firsts;
  size_t triangles = 0;
  for (int i = 0; i < frame.CmdListsCount; ++i) {
    firsts.push_back(triangles);
    triangles += static_cast<size_t>(frame.CmdLists[i]->IdxBuffer.Size) / 3;
  }
  triangles_.assign(triangles, {});
  for (int i = 0; i < frame.CmdListsCount; ++i) look_at(*frame.CmdLists[i], firsts[static_cast<size_t>(i)]);
  std::vector<PixelBox> boxes = known ? changed() : std::vector{all};
  before_.swap(now_);
  int64_t area = 0;
  for (const PixelBox& b : boxes) area += b.area();
  if (static_cast<double>(area) > kMostPart * static_cast<double>(all.area())) return {all};
  kept_.resize(firsts.size());
  reduced_ = true;
  for (size_t i = 0; i < firsts.size(); ++i) reduce(*frame.CmdLists[i], firsts[i], boxes, kept_[i]);
  return boxes;
}

void Damage::put_back(ImDrawData& frame) {
  for (size_t i = 0; reduced_ && i < kept_.size(); ++i) {
    frame.CmdLists[i]->CmdBuffer.swap(kept_[i].commands);
    frame.CmdLists[i]->IdxBuffer.swap(kept_[i].indices);
  }
  reduced_ = false;
}

}  // namespace sep::view
