resource "aws" web {
  a = 1.5 + 2 * -var.x[0].y["k"]
  b = "hi \n ${x} $${y} $$${z}"
  c = <<-EOT
    one
      two ${a}
    %{ if x ~}
    yes
    %{ else }
    no
    %{ endif }
  EOT
  d = a ? b : c ? d : e
  e = [for k, v in m : v.a if v != null]
  f = { for k, v in m : k => v... }
  g = { a = 1, "b" = 2, (c) : 3
    d = [1,2,] }
  h = a.*.b[0].c
  i = a[*].b[*].c
  j = f(x, y...)
  k = "${x}"
  nested { z = !true }
}
