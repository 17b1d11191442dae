#include "parsers/terraform/evaluate/secret.h"

#include "lint/value/mark_written.h"

namespace execlint::terraform {

Traced AsDeclared(Traced value, const Declared& declared, const Context& context) {
  const auto secret = declared.SaysSecret();
  if (!secret) return value;
  // The command line is no place.
  if (FindStep(value.route, RouteStep::How::kCommandLine) == nullptr) {
    MarkWritten(*value, context.configuration.sources());
  }
  return context.store.Secret(value, secret->span);
}

}  // namespace execlint::terraform
