#include "lint/network/cidr.h"

#include <gtest/gtest.h>

#include <initializer_list>
#include <string_view>
#include <vector>

namespace execlint {
namespace {

Cidr Of(std::string_view text) { return ParseCidr(text).value(); }

TEST(CidrTest, ParsesBlocksAndDropsHostBits) {
  EXPECT_EQ(Of("10.1.2.3/16"), (Cidr{0x0a010000, 16}));
  EXPECT_EQ(Of("0.0.0.0/0"), (Cidr{0, 0}));
  EXPECT_EQ(Of("255.255.255.255/32"), (Cidr{0xffffffff, 32}));
}

TEST(CidrTest, RefusesWhatIsNoBlock) {
  for (const char* text : {"", "10.0.0.0", "10.0.0.0/33", "10.0.0/8", "256.0.0.0/8", "::/0",
                           "10.0.0.0/8 ", "a.b.c.d/8", "10.0.0.0/-1", "10..0.0/8", "1.2.3.4/"}) {
    EXPECT_FALSE(ParseCidr(text)) << text;
  }
}

TEST(CidrTest, ContainsWhatLiesWithin) {
  EXPECT_TRUE(Contains(Of("0.0.0.0/0"), Of("10.0.0.0/8")));
  EXPECT_TRUE(Contains(Of("0.0.0.0/0"), Of("10.0.0.1/32")));
  EXPECT_TRUE(Contains(Of("10.0.0.0/8"), Of("10.0.0.0/8")));
  EXPECT_FALSE(Contains(Of("10.0.0.0/16"), Of("10.0.0.0/8")));
  EXPECT_FALSE(Contains(Of("10.0.0.0/16"), Of("10.1.0.0/24")));
}

TEST(CidrTest, SeveralCoverTogether) {
  const auto cover = [](std::initializer_list<const char*> outer, const char* inner) {
    std::vector<Cidr> blocks;
    for (const char* one : outer) blocks.push_back(Of(one));
    return Cover(blocks, Of(inner));
  };
  EXPECT_TRUE(cover({"0.0.0.0/1", "128.0.0.0/1"}, "0.0.0.0/0"));
  EXPECT_TRUE(cover({"10.0.0.0/8"}, "10.0.1.0/24"));
  EXPECT_TRUE(cover({"10.0.1.0/25", "10.0.1.192/26", "10.0.1.128/26"}, "10.0.1.0/24"));
  EXPECT_TRUE(cover({"10.0.0.0/32", "10.0.0.1/32"}, "10.0.0.0/31"));
  EXPECT_FALSE(cover({"10.0.1.0/25", "10.0.1.192/26"}, "10.0.1.0/24"));
  EXPECT_FALSE(cover({"0.0.0.0/1"}, "0.0.0.0/0"));
  EXPECT_FALSE(cover({}, "10.0.0.0/8"));
}

TEST(CidrTest, KnowsWhatTheInternetDoesNotRoute) {
  for (const char* text : {"10.0.0.0/8", "172.16.0.0/12", "172.31.4.0/24", "192.168.1.0/24",
                           "100.64.0.0/10", "169.254.169.254/32", "127.0.0.1/32"}) {
    EXPECT_TRUE(IsPrivate(Of(text))) << text;
  }
  for (const char* text : {"0.0.0.0/0", "172.32.0.0/12", "11.0.0.0/8", "8.0.0.0/5"}) {
    EXPECT_FALSE(IsPrivate(Of(text))) << text;
  }
}

}  // namespace
}  // namespace execlint
