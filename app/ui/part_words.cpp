// Body of part_words.h.
#include "ui/part_words.h"

#include <array>

namespace sep::ui {
namespace {

struct Words {
  std::string_view begins;
  std::string_view spatial, depthwise;
};

constexpr std::array kWords{
    Words{"operator.column",
          "The column pass: a K×1 kernel that runs down the image, on every channel alike.",
          "The column half of each channel’s kernel, K×1."},
    Words{"operator.row",
          "The row pass: a 1×K kernel over what the column pass made; its terms are added up.",
          "The row half of each channel’s kernel, 1×K."},
    Words{"operator.standard", "The standard convolution: the whole K×K kernel again for every pixel.",
          "The standard convolution: each filter has a K×K kernel for every channel that it reads."},
    Words{"operator.depthwise", "",
          "The depthwise stage: every channel has a kernel of its own, and none is mixed with another."},
    Words{"operator.pointwise", "",
          "The pointwise stage: every output is a weighted sum of all maps at the same pixel, 1×1."},
    Words{"operator.add", "",
          "The standard filter’s maps, one for each channel, are added to one output channel."},
    Words{"bar.difference", "What the colours of the difference stand for.", ""},
    Words{"bar.", "What the colours of this stack stand for: its smallest and largest value are the ends.",
          ""},
    Words{"cost.separable",
          "Multiplications of all the separable path’s stages, one for each weight and output pixel.", ""},
    Words{"cost.standard",
          "Multiplications of the standard convolution, one for each weight and output pixel.", ""},
    Words{"sheet.",
          "All channels of this stack. A click brings one to the front; Shift and the wheel scroll.", ""},
    Words{"stack.input", "The input: what both paths read. The front card is the chosen channel.", ""},
    Words{"stack.maps", "",
          "The chosen filter’s maps before they are added: the standard path makes them again for every "
          "filter."},
    Words{"stack.difference", "The separable output minus the standard one, pixel for pixel.", ""},
    Words{"stack.standard", "The output of the standard convolution.", ""},
    Words{"stack.separable", "What a stage of the separable path made.", ""},
};

}  // namespace

std::string part_words(const Plan& plan, std::string_view id) {
  for (const Words& w : kWords) {
    if (!id.starts_with(w.begins)) continue;
    const bool own = plan.experiment.mode == Mode::depthwise && !w.depthwise.empty();
    return std::string(own ? w.depthwise : w.spatial);
  }
  return {};
}

}  // namespace sep::ui
