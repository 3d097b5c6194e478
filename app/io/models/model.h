// Filters and trained layers from files: one type for all of them. Knows no GL and no interface.
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "core/conv.h"
#include "core/error.h"
#include "core/kernel.h"
#include "core/tensor.h"

namespace sep::io {

/// standard: every output reads every input. depthwise: group = C. pointwise: 1×1, group 1. grouped: the
/// rest.
enum class ConvKind { standard, grouped, depthwise, pointwise };

/// How ONNX leaves pads to the input's size; explicit_pads: spec.pads as they are.
enum class AutoPad { explicit_pads, same_upper, same_lower, valid };

/// One convolution. Weights are as stored: a batch norm that follows is kept beside them (see folded()).
struct Layer {
  std::string name;  ///< unique in its model
  ConvKind kind = ConvKind::standard;
  ConvSpec spec;  ///< pads are resolved where the input's size is known
  AutoPad auto_pad = AutoPad::explicit_pads;
  std::shared_ptr<const std::vector<float>> weights;  ///< [C_out, C_in/group, K_h, K_w], never null
  std::vector<float> bias;                            ///< empty, or C_out values
  std::vector<float> norm_scale,
      norm_shift;                    ///< batch norm that follows, y·scale + shift: empty, or C_out values
  std::optional<Shape> input;        ///< where the file says it
  int pair = -1;                     ///< of a depthwise layer: index of the pointwise layer that it feeds
  std::vector<std::string> between;  ///< activations that follow; of a pair: what stands between its halves
  bool between_known = true;     ///< false: a file of weights says nothing about activations, strides, pads
  std::optional<Kernel> kernel;  ///< one kernel of a file of kernels, in double precision
  bool has_non_finite = false;   ///< a weight or bias is NaN or infinite
  std::string refusal;           ///< why it can be listed but not run here; empty: it can
  std::string note;              ///< how an unclear file was understood
};

struct Model {
  std::string name;  ///< of the file, without folders
  std::vector<Layer> layers;
  std::vector<std::string> warnings;  ///< whole sentences, for the user
};

/// What a file is, told by its content. The last three are not models: they have a sentence of their own.
enum class ModelFormat { npy, safetensors, onnx, json, text, image, archive, unknown };
ModelFormat model_format(std::string_view head, int64_t file_bytes);

/// Reads any of the formats. Errors: one sentence with the file, the place and the reason. Takes at most 100
/// MB plus twice the file. Never runs anything in the file and opens nothing outside the file's folder.
Result<Model> load_model(const std::filesystem::path& file);

/// The one kernel of a file, in double precision. Error: those of load_model, or there are several (named).
Result<Kernel> load_kernel(const std::filesystem::path& file);

/// A grey image [1,1,H,W] (or one whose channels agree) as a kernel. Error: too large, or coloured.
Result<Layer> kernel_layer(const Tensor& image, const std::string& name);

/// The one kernel of a file, which may be a grey image. Error: those of load_kernel, load_image,
/// kernel_layer.
Result<Layer> load_kernel_layer(const std::filesystem::path& file);

/// Index of the layer with this name. Error: the names there are, the nearest first.
Result<int> find_layer(const Model& model, const std::string& name);

/// The layer's spec for an input of this size, auto_pad resolved.
ConvSpec spec_for(const Layer& layer, Size2 input);

/// Output shape and multiplications for the layer's own input; nothing when the size is unknown or does not
/// fit.
std::optional<Shape> layer_output(const Layer& layer);
std::optional<int64_t> layer_multiplications(const Layer& layer);

/// "standard", "grouped", "depthwise", "pointwise".
const char* kind_name(ConvKind kind);
ConvKind kind_of_layer(const ConvSpec& spec);

enum class ListFormat { table, csv, json };
/// All layers with name, kind, shape, parameters, sizes and multiplications. Ends with a new line.
std::string format_layers(const Model& model, ListFormat format);

}  // namespace sep::io
