/* Walks a parse tree several times as fast as a TSTreeCursor does: it knows how the runtime keeps
   its trees, which the digest in cmake/tree_sitter.cmake fixes. */
#ifndef EXECLINT_PARSERS_HCL_WALK_TREE_H_
#define EXECLINT_PARSERS_HCL_WALK_TREE_H_

#include <stdbool.h>
#include <stdint.h>
#include <tree_sitter/api.h>

#ifdef __cplusplus
extern "C" {
#endif

typedef struct {
  uint32_t begin, end; /* in bytes */
  TSSymbol symbol;
  bool missing;
  bool has_error;
} HclNode;

/* Calls `enter` for every visible node in the order of the text, and `leave` when all below it have
   been seen. Comments are left out. */
typedef struct {
  void* payload;
  void (*enter)(void* payload, const HclNode* node);
  void (*leave)(void* payload);
} HclVisitor;
void execlint_hcl_walk(const TSTree* tree, const HclVisitor* visitor);

#ifdef __cplusplus
}
#endif

#endif /* EXECLINT_PARSERS_HCL_WALK_TREE_H_ */
