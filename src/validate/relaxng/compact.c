#include "validate/relaxng/ast.h"

ltn_ast_node *ltn_ast_read_compact(ltn_ast *ast, uint32_t source)
{
    ltn_ast_error(ast, source, 0, "rng.schema", "compact syntax: not yet");
    return NULL;
}
