#include "parsers/hcl/walk_tree.h"

#include <stdlib.h>

#include "subtree.h"
#include "tree.h"

// A node whose children are being visited.
typedef struct {
  Subtree node;
  uint32_t next;    // child
  uint32_t offset;  // where the child before it ends
  bool visible;
} Level;

typedef struct {
  Level* levels;
  uint32_t size, capacity;
} Path;

static Level* Push(Path* path) {
  if (path->size == path->capacity) {
    path->capacity = path->capacity == 0 ? 64 : path->capacity * 2;
    Level* const grown = realloc(path->levels, path->capacity * sizeof(Level));
    if (grown == NULL) abort();
    path->levels = grown;
  }
  return &path->levels[path->size++];
}

// A node that begins at `begin`, behind its padding.
static void Enter(Path* path, Subtree node, uint32_t begin, bool visible,
                  const HclVisitor* visitor) {
  if (visible) {
    const HclNode seen = {
        .begin = begin,
        .end = begin + ts_subtree_size(node).bytes,
        .symbol = ts_subtree_symbol(node),
        .missing = ts_subtree_missing(node),
        .has_error = ts_subtree_error_cost(node) > 0,
    };
    visitor->enter(visitor->payload, &seen);
  }
  *Push(path) = (Level){.node = node, .next = 0, .offset = begin, .visible = visible};
}

void execlint_hcl_walk(const TSTree* tree, const HclVisitor* visitor) {
  Path path = {NULL, 0, 0};
  Enter(&path, tree->root, ts_subtree_padding(tree->root).bytes, true, visitor);
  while (path.size > 0) {
    Level* level = &path.levels[path.size - 1];
    if (level->next == ts_subtree_child_count(level->node)) {
      if (level->visible) visitor->leave(visitor->payload);
      --path.size;
      continue;
    }
    // The padding of a node is that of its first child.
    const Subtree child = ts_subtree_children(level->node)[level->next];
    if (level->next++ > 0) level->offset += ts_subtree_padding(child).bytes;
    const uint32_t begin = level->offset;
    level->offset += ts_subtree_size(child).bytes;
    const bool comment = ts_subtree_extra(child) && !ts_subtree_is_error(child);
    if (!comment) Enter(&path, child, begin, ts_subtree_visible(child), visitor);
  }
  free(path.levels);
}
