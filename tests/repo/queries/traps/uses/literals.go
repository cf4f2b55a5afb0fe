package uses

type info struct{ rank int }

const rank = 1

func literals(info *info) {
	type row struct {
		info *int
		rank int
	}
	type byRank map[int]row
	type rows []row
	_ = []row{{info: nil, rank: rank}, {rank: 2}}
	_ = rows{{info: nil}, 3: {rank: rank}}
	_ = byRank{rank: {info: nil, rank: rank}}
	_ = map[string][]*row{"": {{info: nil}, {rank: rank}}}
	_ = []struct{ info, rank int }{{info: 1, rank: rank}}
	_ = info.rank
	for _, each := range (rows{{rank: rank}}) {
		_ = each.rank
	}
	type row2 = row
	_ = [2]row2{1: {info: nil}, rank: {rank: rank}}
}
