// Tells what a file is by its content and hands it to the reader of that format.
#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "io/file_bytes.h"
#include "io/models/bytes.h"
#include "io/models/json_kernels.h"
#include "io/models/model.h"
#include "io/models/npy_model.h"
#include "io/models/onnx.h"
#include "io/models/onnx_skeleton.h"
#include "io/models/safetensors.h"
#include "io/models/text_matrix.h"
#include "io/stop.h"

namespace sep::io {

namespace fs = std::filesystem;

namespace {

constexpr int64_t kMaxTextBytes = kMaxJsonBytes;

struct Signature {
  size_t offset;
  std::string_view bytes;
  ModelFormat format;
  std::string_view what;  ///< end of the sentence "… is "
};
using namespace std::string_view_literals;
constexpr Signature kSignatures[] = {
    {0, "\x93NUMPY"sv, ModelFormat::npy, ""},
    {0, "\x89PNG"sv, ModelFormat::image, "a PNG image"},
    {0, "\xFF\xD8\xFF"sv, ModelFormat::image, "a JPEG image"},
    {0, "GIF8"sv, ModelFormat::image, "a GIF image"},
    {0, "#?RADIANCE"sv, ModelFormat::image, "an HDR image"},
    {0, "PK\x03\x04"sv, ModelFormat::archive,
     "a zip archive (perhaps a PyTorch checkpoint or .npz): save the weights as .safetensors or .npy, or "
     "export to ONNX"},
    {0, "PK\x05\x06"sv, ModelFormat::archive, "an empty zip archive"},
    {0, "\x1F\x8B"sv, ModelFormat::archive, "a gzip archive: unpack it first"},
    {0, "\x89HDF"sv, ModelFormat::archive,
     "an HDF5 file (Keras): export the model to ONNX, or its weights to .npy"},
    {0, "GGUF"sv, ModelFormat::archive, "a GGUF file: its weights are quantised and not read here"},
    {4, "TFL3"sv, ModelFormat::archive, "a TensorFlow Lite model: export it to ONNX"},
    {0, "\x80\x02"sv, ModelFormat::archive,
     "a Python pickle, which could run anything: save the weights as .safetensors or .npy"},
    {0, "\x80\x04"sv, ModelFormat::archive,
     "a Python pickle, which could run anything: save the weights as .safetensors or .npy"},
    {0, "%PDF"sv, ModelFormat::archive, "a PDF document"},
};

const Signature* signature_of(std::string_view head) {
  for (const Signature& entry : kSignatures) {
    if (head.size() >= entry.offset && head.substr(entry.offset).starts_with(entry.bytes)) return &entry;
  }
  return nullptr;
}

/// No control characters but white space; UTF-16 counts as text, for its own sentence.
bool is_text(std::string_view head) {
  if (head.starts_with("\xFF\xFE") || head.starts_with("\xFE\xFF")) return true;
  return std::none_of(head.begin(), head.end(), [](char c) {
    const auto byte = static_cast<unsigned char>(c);
    return byte < 0x20 && byte != '\t' && byte != '\n' && byte != '\r' && byte != '\f' && byte != '\v';
  });
}

Result<std::string> whole_text(const ByteSource& source) {
  if (source.size() > kMaxTextBytes) {
    return fail(fmt::format("{} has {}; at most {} of text are read: save it as .npy.", source.name(),
                            bytes_text(source.size()), bytes_text(kMaxTextBytes)));
  }
  will_go_through(source.size());
  std::string text(static_cast<size_t>(source.size()), '\0');
  if (auto read = source.read(0, text); !read) return tl::unexpected(read.error());
  return text;
}

tl::unexpected<Error> not_a_model(const std::string& source, std::string_view head, ModelFormat format) {
  const Signature* entry = signature_of(head);
  if (format == ModelFormat::image) {
    return fail(fmt::format(
        "{} is {}, not filters: open it as an image, or as a kernel (File > Open as kernel, or --kernel).",
        source, entry->what));
  }
  if (format == ModelFormat::archive) return fail(fmt::format("{} is {}.", source, entry->what));
  return fail(fmt::format(
      "{} is none of the files that hold filters here: text, JSON, .npy, .safetensors or .onnx.", source));
}

Result<Model> read_as(ModelFormat format, const fs::path& file, const ByteSource& source,
                      std::string_view head) {
  const std::string name = file.filename().string(), stem = file.stem().string();
  if (format == ModelFormat::safetensors) return parse_safetensors(source, name);
  if (format == ModelFormat::onnx)
    return parse_onnx(source, name, file.parent_path().empty() ? "." : file.parent_path());
  if (format == ModelFormat::npy) return load_npy_model(file);
  if (format != ModelFormat::json && format != ModelFormat::text)
    return not_a_model(source.name(), head, format);
  const Result<std::string> text = whole_text(source);
  if (!text) return tl::unexpected(text.error());
  Result<Model> model = format == ModelFormat::json ? parse_json_kernels(*text, source.name(), stem)
                                                    : parse_text_matrix(*text, source.name(), stem);
  if (model) model->name = name;
  return model;
}

}  // namespace

ModelFormat model_format(std::string_view head, int64_t file_bytes) {
  if (const Signature* entry = signature_of(head)) return entry->format;
  if (looks_like_safetensors(head, file_bytes)) return ModelFormat::safetensors;
  if (!is_text(head)) return looks_like_onnx(head) ? ModelFormat::onnx : ModelFormat::unknown;
  std::string_view text = head;
  if (text.starts_with("\xEF\xBB\xBF")) text.remove_prefix(3);
  const size_t first = text.find_first_not_of(" \t\r\n");
  const bool json = first != std::string_view::npos && (text[first] == '{' || text[first] == '[');
  return json ? ModelFormat::json : ModelFormat::text;
}

Result<Model> load_model(const fs::path& file) {
  Result<OpenFile> open = open_regular(file);
  if (!open) return tl::unexpected(open.error());
  const FileSource source(quoted(file), std::move(*open));
  if (source.size() == 0) return fail(fmt::format("{} is empty.", source.name()));
  std::string head(static_cast<size_t>(std::min<int64_t>(source.size(), 4096)), '\0');
  if (auto read = source.read(0, head); !read) return tl::unexpected(read.error());
  ModelFormat format = model_format(head, source.size());
  // An unknown content under a known name is a damaged file: its reader says where.
  if (format == ModelFormat::unknown && file.extension() == ".onnx") format = ModelFormat::onnx;
  if (format == ModelFormat::unknown && file.extension() == ".safetensors") format = ModelFormat::safetensors;
  return read_as(format, file, source, head);
}

Result<Kernel> load_kernel(const fs::path& file) {
  Result<Model> model = load_model(file);
  if (!model) return tl::unexpected(model.error());
  if (model->layers.size() != 1) {
    std::string names;
    for (size_t i = 0; i < model->layers.size() && i < 5; ++i)
      names += (i > 0 ? ", " : "") + clean_text(model->layers[i].name, 40);
    return fail(fmt::format("{} holds {} layers ({}{}), not one kernel.", quoted(file), model->layers.size(),
                            names, model->layers.size() > 5 ? ", …" : ""));
  }
  Layer& layer = model->layers[0];
  if (layer.kernel) return std::move(*layer.kernel);
  if (layer.weights->size() !=
      static_cast<size_t>(layer.spec.kernel.h) * static_cast<size_t>(layer.spec.kernel.w)) {
    return fail(fmt::format("{} holds a bank of {}×{} kernels, not one kernel.", quoted(file),
                            layer.spec.c_out, layer.spec.c_in_per_group()));
  }
  return Kernel{layer.spec.kernel, {layer.weights->begin(), layer.weights->end()}};
}

}  // namespace sep::io
