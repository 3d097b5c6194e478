// libonnx_proto's message classes, with the warnings of generated code kept out. Nothing else of ONNX is
// used: its checker and its shape inference trust what they should not.
#pragma once

#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wunused-parameter"
#pragma GCC diagnostic ignored "-Wshadow"
#pragma GCC diagnostic ignored "-Wpedantic"
#include <onnx/onnx_pb.h>
#pragma GCC diagnostic pop
