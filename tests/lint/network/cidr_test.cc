#include "lint/network/cidr.h"

#include <gtest/gtest.h>

#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>
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

TEST(CidrTest, BlocksThatHoldAllAddresses) {
  const auto hold_all = [](std::initializer_list<std::string_view> blocks) {
    std::vector<std::string> bits;
    for (const std::string_view one : blocks) bits.push_back(NetworkBits(one).value_or("?"));
    return HoldAllAddresses(std::move(bits));
  };
  EXPECT_TRUE(hold_all({"0.0.0.0/0"}));
  EXPECT_TRUE(hold_all({"128.0.0.0/1", "10.0.0.0/8", "0.0.0.0/2", "64.0.0.0/2"}));
  EXPECT_FALSE(hold_all({"128.0.0.0/1", "0.0.0.0/2"}));
  EXPECT_FALSE(hold_all({}));
  EXPECT_TRUE(hold_all({"::/1", "8000::/1"}));
  EXPECT_FALSE(hold_all({"::/1", "4000::/2"}));
}

TEST(CidrTest, NetworkBitsOfBothFamilies) {
  EXPECT_EQ(NetworkBits("192.0.0.1/3"), "110");
  EXPECT_EQ(NetworkBits("0.0.0.1"), std::string(31, '0') + "1");
  EXPECT_EQ(NetworkBits("8000::/2"), "10");
  EXPECT_EQ(NetworkBits("1:2:3:4:5:6:7:8")->size(), 128U);
  EXPECT_EQ(NetworkBits("::1"), std::string(127, '0') + "1");
  EXPECT_EQ(NetworkBits("::/0"), "");
  for (const char* bad :
       {"", "/0", "::/129", "1::2::3", "1:2", "1:2:3:4:5:6:7:8:9", ":::/0", "0.0.0.0/33", "0.0.0/0",
        "12345::/0", "x::/0", "::ffff:0.0.0.0/0", ":/0"}) {
    EXPECT_EQ(NetworkBits(bad), std::nullopt) << bad;
  }
}

}  // namespace
}  // namespace execlint
