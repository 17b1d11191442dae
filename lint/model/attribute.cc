#include "lint/model/attribute.h"

#include "lint/source/shortened.h"

namespace execlint {

std::string Text::Shown() const { return Shortened(execlint::Shown(value), kLongestShown); }
std::string Text::WithHoles() const { return execlint::WithHoles(value); }

template class Cases<Traced>;
template class Cases<Fact<bool>>;
template class Cases<Fact<Text>>;
template class Cases<Fact<Ref>>;
template class Cases<Fact<List<Text>>>;
template class Cases<Fact<List<Ref>>>;
template class Cases<Fact<List<Tag>>>;

}  // namespace execlint
